import { type Released, reopen } from '@abord/release';
import type { EveryoneRelease } from '#lib/questions/everyone/release.ts';
import { latestRelease } from '#lib/store/latestRelease.ts';
import type { Database } from '#lib/store/schema.ts';
import { withdrawnOf } from './data.server.ts';
import { type ForecastGap, type FoundAgreement, forecastGaps } from './forecastGaps.ts';
import { readRoomRelease } from './release.server.ts';

/** The leader's forecasts by statement id: percent who agree. The organisation's own document. */
export async function readForecasts(db: Database, inquiry: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('forecast')
    .select(['statement', 'agree'])
    .where('inquiry', '=', inquiry)
    .orderBy('statement')
    .execute();
  return new Map(rows.map(({ statement, agree }) => [statement, agree]));
}

/**
 * Ids of the statements of which a figure has been published: their forecast is sealed, whether there is
 * one or not.
 */
export async function sealedForecasts(db: Database, inquiry: string): Promise<ReadonlySet<string>> {
  // The room's totals are named by the statement's id, those of the answer by its number.
  const rows = await db
    .selectFrom('statement')
    .select('id')
    .where('inquiry', '=', inquiry)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('release_cell as cell')
          .select('cell.cell')
          .whereRef('cell.inquiry', '=', 'statement.inquiry')
          .where(({ and, cast, eb, or, ref }) =>
            or([
              and([
                eb('cell.question', '=', 'room'),
                eb('cell.in_table', '=', 'totals'),
                eb('cell.cell', '=', ref('statement.id')),
              ]),
              and([
                eb('cell.question', '=', 'everyone'),
                eb('cell.in_table', '=', 'statements'),
                eb('cell.cell', '=', cast<string>('statement.number', 'text')),
              ]),
            ]),
          ),
      ),
    )
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/**
 * Keeps forecasts, in percent; null takes one back. All or nothing: where a figure of one of the
 * statements has been published since the form was shown, its forecast is sealed and nothing changes.
 * Throws a RangeError for what is no whole percentage.
 */
export async function saveForecasts(
  db: Database,
  inquiry: string,
  forecasts: ReadonlyMap<string, number | null>,
): Promise<'sealed' | 'unknown-statement' | undefined> {
  for (const agree of forecasts.values()) {
    if (agree !== null && !(Number.isInteger(agree) && agree >= 0 && agree <= 100)) {
      throw new RangeError(`a forecast is a whole percentage, not ${agree}`);
    }
  }
  return db.transaction().execute(async (db) => {
    const kept = await readForecasts(db, inquiry);
    const changed = [...forecasts].filter(([statement, agree]) => (kept.get(statement) ?? null) !== agree);
    if (changed.length === 0) return undefined;
    const ids = changed.map(([statement]) => statement);
    const known = await db
      .selectFrom('statement')
      .select('id')
      .where('inquiry', '=', inquiry)
      .where('id', 'in', ids)
      .where('state', '=', 'accepted')
      .execute();
    if (known.length < ids.length) return 'unknown-statement';
    const sealed = await sealedForecasts(db, inquiry);
    if (ids.some((id) => sealed.has(id))) return 'sealed';
    await db.deleteFrom('forecast').where('inquiry', '=', inquiry).where('statement', 'in', ids).execute();
    const rows = changed.flatMap(([statement, agree]) =>
      agree === null ? [] : [{ inquiry, statement, agree }],
    );
    if (rows.length > 0) await db.insertInto('forecast').values(rows).execute();
    return undefined;
  });
}

/**
 * Forecasts beside what is published, the widest gap first: the figures of the answer, and the totals that
 * the room was shown of statements that the answer does not hold yet. None while nothing is published, and
 * none on what is no longer put to the vote.
 */
export async function readForecastGaps(db: Database, inquiry: string): Promise<readonly ForecastGap[]> {
  const all = [...(await readForecasts(db, inquiry))];
  const withdrawn = await withdrawnOf(
    db,
    inquiry,
    all.map(([statement]) => statement),
  );
  const forecasts = all.filter(([statement]) => !withdrawn.has(statement));
  if (forecasts.length === 0) return [];
  const answered = await answerFigures(db, inquiry);
  const known = new Set(answered.map(({ statement }) => statement));
  const shown = (await roomFigures(db, inquiry)).filter(({ statement }) => !known.has(statement));
  return forecastGaps(
    [...answered, ...shown],
    forecasts.map(([statement, agree]) => ({ statement, agree: agree / 100 })),
  );
}

async function answerFigures(db: Database, inquiry: string): Promise<FoundAgreement[]> {
  const latest = await latestRelease(db, inquiry, 'everyone');
  if (!latest) return [];
  const statements = await db
    .selectFrom('statement')
    .select(['id', 'number'])
    .where('inquiry', '=', inquiry)
    .execute();
  const idOf = new Map(statements.map(({ id, number }) => [number, id]));
  const { tables }: Released<EveryoneRelease> = reopen(latest.bytes, latest.hash);
  return tables.statements.cells.flatMap(({ statement, people, answers }) => {
    const id = idOf.get(statement);
    return id === undefined ? [] : [{ statement: id, people, agree: answers.agree }];
  });
}

async function roomFigures(db: Database, inquiry: string): Promise<FoundAgreement[]> {
  const released = await readRoomRelease(db, inquiry);
  const cells = released?.content.tables.totals.cells ?? [];
  return cells.map(({ id, people, answers }) => ({ statement: id, people, agree: answers.agree }));
}
