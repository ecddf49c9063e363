import { randomBytes } from 'node:crypto';
import { fail, redirect } from '@sveltejs/kit';
import { listPutStatements } from '#lib/entry/data.server.ts';
import { ownPace, THREE_MINUTES } from '#lib/entry/ownPace.ts';
import { roomPlace } from '#lib/entry/roomPlace.ts';
import { ownPlace } from '#lib/questions/everyone/ownPlace.server.ts';
import type { RoomState } from '#lib/room/roomState.ts';
import { type Taken, takeVote } from '#lib/room/takeVote.ts';
import { ownRoomOf } from '../../../room.server.ts';
import { offersTrials } from '../../../trials.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event;
  const room = await ownRoomOf(event);
  const { rooms, guide } = locals.house;
  rooms.seen(room.code, room.secret);
  const state = await rooms.state(room.code);
  const { votes } = room.own;
  const common = {
    inquiry: room.inquiry.id,
    closed: room.inquiry.state !== 'open',
    asksWork: room.inquiry.questions.includes('work'),
    asksGains: room.inquiry.questions.includes('gains'),
    place: roomPlace(state),
    // Names this act of voting: sent twice from the same page, it counts once.
    key: randomBytes(16).toString('base64url'),
  };
  if (state?.seance) {
    const { evening } = state.seance;
    return {
      ...common,
      seance: inRoom(state.seance, votes),
      own: evening === undefined ? undefined : await ownPlace(room.db, room.inquiry.id, room.own.id),
    };
  }

  const asked = numberIn(url, 'statement');
  const after = numberIn(url, 'after');
  const statements = await listPutStatements(room.db, room.inquiry.id);
  // As many as come with the page: a phone without a network goes on with them.
  const next = await guide.next(room.inquiry.id, room.secret, votes, { most: 1 + THREE_MINUTES });
  const pace = ownPace(statements, votes, { asked, guided: next.map(({ statement }) => statement) });
  const again = asked !== undefined && pace.statement?.number === asked;
  // How likely each was, in as many digits as are kept, so that votes can be weighed.
  const shown = new Map(
    next.map(({ statement, probability }) => [statement, Number(probability.toPrecision(2))]),
  );
  if (!pace.statement && votes.size > 0 && !common.closed) redirect(303, `${room.base}/end`);
  return {
    ...common,
    pace,
    trials: await offersTrials(room),
    shown: pace.statement && !again ? shown.get(pace.statement.id) : undefined,
    upcoming: pace.upcoming
      .slice(0, THREE_MINUTES)
      .map((statement) => ({ ...statement, shown: shown.get(statement.id) })),
    chosen: pace.statement && votes.get(pace.statement.id),
    again,
    previous: statements.some(({ number }) => number === after) ? after : undefined,
    pause: THREE_MINUTES,
    answered: votes.size,
  };
};

function inRoom(seance: NonNullable<RoomState['seance']>, votes: ReadonlyMap<string, 1 | -1 | 0>) {
  return { ...seance, chosen: seance.statement && votes.get(seance.statement.id) };
}

function numberIn(url: URL, name: string): number | undefined {
  const typed = url.searchParams.get(name) ?? '';
  return /^\d{1,9}$/.test(typed) ? Number(typed) : undefined;
}

/** What a form sends for each answer: a key of its own, so that a quick change of mind is not a repetition. */
const answers = new Map([
  ['1', { value: 1, sign: 'a' }],
  ['-1', { value: -1, sign: 'd' }],
  ['0', { value: 0, sign: 'p' }],
] as const);

export const actions = {
  async cast(event) {
    const room = await ownRoomOf(event);
    const { inquiry, code, secret, own, base } = room;
    const given = await event.request.formData();
    const text = (name: string) => String(given.get(name) ?? '');
    const answer = answers.get(text('value') as '1' | '-1' | '0');
    const statement = text('statement');
    if (!answer) return fail(400, { refused: 'malformed' } as const);
    const { outcome, retryAfter } = await takeVote(event.locals.house, code, {
      inquiry: inquiry.id,
      secret,
      statement,
      value: answer.value,
      ...shownIn(text('shown')),
      key: `${text('key')}.${answer.sign}`,
    });
    if (outcome !== 'counted' && outcome !== 'repeated') {
      const [status, refused] = refusals[outcome];
      if (retryAfter) event.setHeaders({ 'retry-after': String(retryAfter) });
      return fail(status, { refused });
    }
    if (text('follows') === 'room') redirect(303, `${base}/vote`);
    const answered = own.votes.size + (own.votes.has(statement) ? 0 : 1);
    if (answered === THREE_MINUTES && !own.votes.has(statement)) redirect(303, `${base}/end`);
    const number = text('number');
    redirect(303, `${base}/vote${/^\d{1,9}$/.test(number) ? `?after=${number}` : ''}`);
  },
} satisfies Actions;

/** What the form says of how likely its statement was; nothing where it is no probability. */
function shownIn(text: string): { shown?: number } {
  const shown = Number(text);
  return text !== '' && shown > 0 && shown <= 1 ? { shown } : {};
}

type Told = 'closed' | 'gone' | 'busy' | 'fast' | 'malformed';

const refusals: Record<
  Exclude<Taken['outcome'], 'counted' | 'repeated'>,
  readonly [status: number, told: Told]
> = {
  'unknown-inquiry': [404, 'gone'],
  'unknown-ballot': [404, 'gone'],
  'unknown-statement': [404, 'gone'],
  closed: [409, 'closed'],
  malformed: [400, 'malformed'],
  'too-fast': [429, 'fast'],
  busy: [503, 'busy'],
  'not-stored': [503, 'busy'],
};
