import type { Texts } from '#lib/questions/everyone/debate.ts';
import type { Database } from '#lib/store/schema.ts';
import { liveSeance, type Seance, withdrawnFrom } from './data.server.ts';
import { statementOf, type Withdrawn } from './progress.ts';
import type { RoomFigures, RoomState } from './roomState.ts';
import { standing } from './standing.ts';

/** What the database says of a room. */
export interface RoomBasis {
  readonly inquiry: string;
  readonly code: string;
  readonly title: Texts;
  readonly voting: boolean;
  /** May a reader be one of the people counted? */
  readonly reader: 'inside' | 'outside';
  /** People behind any figure, where the organisation asked for more than the default. */
  readonly figureMinimum?: number;
  readonly seance?: Seance;
  /** Statements of the moment that are no longer put to the vote: it passes them over. */
  readonly withdrawn: Withdrawn;
  /** The statement of the moment. */
  readonly statement?: { readonly id: string; readonly number: number; readonly texts: Texts };
}

/** Reads the room that people join by this code; nothing where there is none. */
export async function readRoom(db: Database, code: string): Promise<RoomBasis | undefined> {
  const row = await db
    .selectFrom('inquiry')
    .select(['id', 'title', 'state', 'entry', 'figure_minimum'])
    .where('code', '=', code)
    .executeTakeFirst();
  if (!row) return undefined;
  const seance = await liveSeance(db, row.id);
  const current = seance && statementOf(seance.script, seance.progress);
  const withdrawn = seance
    ? await withdrawnFrom(db, row.id, [seance.script[seance.progress.moment]])
    : new Set<string>();
  const statement =
    current === undefined || withdrawn.has(current)
      ? undefined
      : await db
          .selectFrom('statement')
          .select(['id', 'number', 'texts'])
          .where('inquiry', '=', row.id)
          .where('id', '=', current)
          .executeTakeFirst();
  return {
    inquiry: row.id,
    code,
    title: JSON.parse(row.title),
    voting: row.state === 'open',
    reader: row.entry === 'imported' ? 'outside' : 'inside',
    ...(row.figure_minimum !== null && { figureMinimum: row.figure_minimum }),
    ...(seance && { seance }),
    withdrawn,
    ...(statement && { statement: { ...statement, texts: JSON.parse(statement.texts) } }),
  };
}

/** What its node knows of a room beside. */
export interface RoomKnown {
  readonly people: number;
  /** People who answered the statement of the moment. */
  readonly answered: number;
  /** Out of a release. */
  readonly figures?: RoomFigures;
  readonly evening?: number;
}

/** What a room is told, but for its version; `now` in milliseconds since 1970. */
export function roomStateOf(
  { inquiry, code, title, voting, seance, statement, withdrawn }: RoomBasis,
  known: RoomKnown,
  now: number,
): Omit<RoomState, 'version'> {
  return {
    code,
    inquiry,
    title,
    voting,
    ...(seance && { seance: seanceState(seance, statement, withdrawn, known, now) }),
    people: known.people,
    answered: known.answered - (known.answered % 5),
  };
}

function seanceState(
  { number, script, progress }: Seance,
  statement: RoomBasis['statement'],
  withdrawn: Withdrawn,
  { figures, evening }: RoomKnown,
  now: number,
): NonNullable<RoomState['seance']> {
  const moment = standing(script[progress.moment], withdrawn);
  const title =
    moment.kind === 'watch' ? moment.title : moment.kind === 'discuss' ? moment.prompt : undefined;
  const { clock } = progress;
  return {
    number,
    moment: progress.moment,
    moments: script.length,
    kind: moment.kind,
    ...(title && { title }),
    ...(moment.kind === 'watch' && moment.link !== undefined && { link: moment.link }),
    ...('minutes' in moment && { minutes: moment.minutes }),
    ...(clock && { left: 'until' in clock ? Math.max(0, clock.until - now) : clock.left }),
    paused: clock !== undefined && 'left' in clock,
    ...(statement &&
      'statements' in moment && {
        statement: {
          ...statement,
          item: moment.statements.indexOf(statement.id),
          of: moment.statements.length,
          open: progress.open,
        },
      }),
    revealed: progress.revealed,
    ...(progress.revealed && figures && { figures }),
    ...(evening !== undefined && { evening }),
  };
}
