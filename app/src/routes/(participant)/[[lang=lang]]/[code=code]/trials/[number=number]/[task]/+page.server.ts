import { error, fail, type RequestEvent, redirect } from '@sveltejs/kit';
import { ownWords } from '#lib/entry/ownWords.ts';
import { isRated } from '#lib/questions/gains/trials/data.server.ts';
import { minutesIn } from '#lib/questions/gains/trials/minutesIn.ts';
import { askRating } from '#lib/questions/gains/trials/mutations.server.ts';
import {
  type Guess,
  isTaskId,
  reasons,
  TASK_WORDS,
  type TrialTask,
} from '#lib/questions/gains/trials/schema.ts';
import { seal } from '#lib/questions/gains/trials/seal.ts';
import { shownTask } from '#lib/questions/gains/trials/shownTask.ts';
import { isTimed } from '#lib/questions/gains/trials/takeStep.ts';
import { minutesOf, runningOn, started, stopped } from '#lib/questions/gains/trials/timers.ts';
import { randomId } from '#lib/store/randomId.ts';
import { secretHash } from '#lib/store/secretHash.ts';
import { telling } from '../../../../../limits.server.ts';
import { today } from '../../../../../room.server.ts';
import {
  keepTimers,
  nowInSeconds,
  type Refused,
  type TrialRoom,
  take,
  timersOf,
  trialRoomOf,
} from '../../../../../trials.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Signs that come back into the fields, so that nothing that was typed is lost. */
const BACK = 1_000;

export const load: PageServerLoad = async (event) => {
  const { room, id, task } = await taskRoomOf(event);
  const { trial, begins, tasks, base } = room;
  if (!task && !begins && event.request.method !== 'POST') redirect(303, `${base}/trials/${trial.number}`);
  const { searchParams } = event.url;
  return {
    number: trial.number,
    id,
    begins,
    open: room.inquiry.state === 'open',
    question: trial.plan.question,
    types: trial.plan.types,
    outcome: trial.plan.outcome,
    task: task && shownTask(task),
    timed: task !== undefined && isTimed(task),
    running: runningOn(timersOf(event, room), { trial: trial.number, task: id }) !== undefined,
    others: tasks.length > 1,
    rated: task?.rating !== undefined && (await isRated(room.db, room.inquiry.id, task.rating)),
    forecasts: searchParams.has('forecast'),
    finishes: searchParams.has('finish'),
    capped: searchParams.has('capped'),
  };
};

export const actions = {
  async describe(event) {
    const { room, id } = await taskRoomOf(event);
    const form = await read(event.request);
    const typed = { type: form('type'), words: form('words'), known: form('known') };
    const { types } = room.trial.plan;
    const type =
      types.find(({ key }) => key === typed.type)?.key ?? (types.length === 1 ? types[0]!.key : '');
    const known = ([1, 2, 3, 4, 5] as const).find((value) => String(value) === typed.known);
    const words = ownWords(typed.words, TASK_WORDS);
    if ('fault' in words) {
      const fault = words.fault === 'empty' ? 'words' : ('long' as const);
      return fail(400, { typed, fault, signs: words.signs } as const);
    }
    if (type === '') return fail(400, { typed, fault: 'type' } as const);
    if (!known) return fail(400, { typed, fault: 'known' } as const);
    const label = seal(words.text, room.secret);
    return after(room, id, await take(room, id, { take: 'describe', type, label, known }), typed);
  },
  async forecast(event) {
    const { room, id } = await taskRoomOf(event);
    const form = await read(event.request);
    const names = ['with', 'with-low', 'with-high', 'without', 'without-low', 'without-high'] as const;
    const typed = Object.fromEntries(names.map((name) => [name, form(name)])) as Record<
      (typeof names)[number],
      string
    >;
    const [withAi, without] = [guessIn(typed, 'with'), guessIn(typed, 'without')];
    for (const guess of [withAi, without]) {
      if (typeof guess === 'string') return fail(400, { typed, fault: guess });
    }
    return after(
      room,
      id,
      await take(room, id, { take: 'forecast', with: withAi as Guess, without: without as Guess }),
      typed,
    );
  },
  async commit(event) {
    const { room, id } = await taskRoomOf(event);
    return after(room, id, await take(room, id, { take: 'commit' }));
  },
  async refuse(event) {
    const { room, id } = await taskRoomOf(event);
    const reason = reasonIn(await read(event.request));
    if (!reason) return fail(400, { fault: 'reason' } as const);
    return after(room, id, await take(room, id, { take: 'refuse', reason }));
  },
  async withdraw(event) {
    const { room, id } = await taskRoomOf(event);
    const reason = reasonIn(await read(event.request));
    if (!reason) return fail(400, { fault: 'reason' } as const);
    const refused = await take(room, id, { take: 'withdraw', reason });
    if (!refused) forgetTimer(event, room, id);
    return after(room, id, refused);
  },
  async start(event) {
    const { room, id, task } = await taskRoomOf(event);
    if (task?.step !== 'committed') return fail(409, { fault: 'order' } as const);
    if (room.inquiry.state !== 'open') return fail(409, { fault: 'closed' } as const);
    const timer = { trial: room.trial.number, task: id, run: randomId('inquiry'), at: nowInSeconds() };
    const timers = started(timersOf(event, room), timer);
    if (!timers) return fail(409, { fault: 'many-timers' } as const);
    keepTimers(event, room, timers);
    return after(room, id, undefined);
  },
  async pause(event) {
    const { room, id } = await taskRoomOf(event);
    const { refused, capped } = await countRun(event, room, id);
    return after(room, id, refused, undefined, capped ? '?capped' : '');
  },
  async finish(event) {
    const { room, id, task } = await taskRoomOf(event);
    const form = await read(event.request);
    const typed = { ended: form('ended'), used: form('used'), minutes: form('minutes') };
    const ended = (['accepted', 'unfinished'] as const).find((value) => value === typed.ended);
    const used = new Map([
      ['yes', true],
      ['no', false],
    ]).get(typed.used);
    if (!ended) return fail(400, { typed, fault: 'ended-how' } as const);
    if (used === undefined) return fail(400, { typed, fault: 'used' } as const);
    const minutes = minutesIn(typed.minutes);
    const runs = runningOn(timersOf(event, room), { trial: room.trial.number, task: id }) !== undefined;
    if (task?.step === 'committed' && !isTimed(task) && !runs && minutes === undefined) {
      return fail(400, { typed, fault: 'untimed' } as const);
    }
    const { refused: uncounted, capped } = await countRun(event, room, id);
    if (uncounted) return after(room, id, uncounted, typed);
    const step = { take: 'finish', ended, used, ...(minutes !== undefined && { minutes }) } as const;
    return after(room, id, await take(room, id, step), typed, capped ? '?capped' : '');
  },
  async guess(event) {
    const { room, id } = await taskRoomOf(event);
    const form = await read(event.request);
    const typed = { took: form('took'), other: form('other') };
    const [took, other] = [minutesIn(typed.took), minutesIn(typed.other)];
    if (took === undefined || other === undefined) return fail(400, { typed, fault: 'minutes' } as const);
    return after(room, id, await take(room, id, { take: 'guess', took, other }), typed);
  },
  async correct(event) {
    const { room, id } = await taskRoomOf(event);
    const typed = { minutes: (await read(event.request))('minutes') };
    const minutes = minutesIn(typed.minutes);
    if (minutes === undefined) return fail(400, { typed, fault: 'minutes' } as const);
    return after(room, id, await take(room, id, { take: 'correct', minutes }), typed);
  },
  async mend(event) {
    const { room, id } = await taskRoomOf(event);
    const typed = { rework: (await read(event.request))('rework') };
    const minutes = minutesIn(typed.rework, 0);
    if (minutes === undefined) return fail(400, { typed, fault: 'minutes' } as const);
    return after(room, id, await take(room, id, { take: 'mend', minutes }), typed);
  },
  async rate(event) {
    const { room, id, task } = await taskRoomOf(event);
    if (!task) return fail(409, { fault: 'unknown' } as const);
    const { db, inquiry, secret, trial, code } = room;
    if (!telling.allow(secretHash(secret), Date.now())) return fail(429, { fault: 'busy' } as const);
    if (task.rating !== undefined && (await isRated(db, inquiry.id, task.rating))) {
      return fail(409, { fault: 'rated' } as const);
    }
    const whose = { inquiry: inquiry.id, number: trial.number, secret, today: today() };
    const asked = await askRating(db, whose, { id, words: task.words });
    if ('fault' in asked) {
      if (asked.fault === 'unknown-ballot') redirect(303, room.base);
      return fail(409, { fault: asked.fault });
    }
    // Her language is not said: whoever opens it is asked by her own browser.
    return { mark: `${event.url.origin}/${code}/rate/${asked.code}` };
  },
} satisfies Actions;

/** The task of this address among hers, where it has been described. */
async function taskRoomOf(event: Parameters<typeof trialRoomOf>[0] & { readonly params: { task: string } }) {
  const id = event.params.task;
  if (!isTaskId(id)) error(404);
  const room = await trialRoomOf(event);
  return { room, id, task: room.tasks.find((task) => task.id === id) };
}

async function read(request: Request) {
  const form = await request.formData();
  return (name: string) => String(form.get(name) ?? '').slice(0, BACK);
}

/** Goes back to the task, where its next step is asked; or says why not, with what was typed. */
function after<Typed>(room: TrialRoom, id: string, refused: Refused | undefined, typed?: Typed, told = '') {
  if (refused) return fail(refused.status, { fault: refused.fault, typed });
  redirect(303, `${room.base}/trials/${room.trial.number}/${id}${told}`);
}

function reasonIn(form: (name: string) => string): NonNullable<TrialTask['reason']> | undefined {
  return reasons.find((reason) => reason === form('reason'));
}

/** A forecast as it was typed; or what is wrong with it. */
function guessIn(
  typed: Readonly<Record<string, string>>,
  name: 'with' | 'without',
): Guess | 'minutes' | 'range' {
  const median = minutesIn(typed[name]!);
  if (median === undefined) return 'minutes';
  const ends = [typed[`${name}-low`]!, typed[`${name}-high`]!];
  const [low, high] = ends.map((end) => minutesIn(end));
  if (ends.some((end, place) => end.trim() !== '' && [low, high][place] === undefined)) return 'minutes';
  if ((low ?? median) > median || (high ?? median) < median) return 'range';
  return { median, ...(low !== undefined && { low }), ...(high !== undefined && { high }) };
}

/** Counts the run that ends now, where one runs in this browser; its timer goes once it is counted. */
async function countRun(
  event: Pick<RequestEvent, 'cookies'>,
  room: TrialRoom,
  id: string,
): Promise<{ readonly refused?: Refused | undefined; readonly capped: boolean }> {
  const timer = runningOn(timersOf(event, room), { trial: room.trial.number, task: id });
  if (!timer) return { capped: false };
  const { minutes, capped } = minutesOf(timer, nowInSeconds());
  const refused = await take(room, id, { take: 'time', run: timer.run, minutes });
  // Refused for its turn it will never be counted; for another reason it may be, once more.
  if (!refused || refused.fault === 'order' || refused.fault === 'unknown') forgetTimer(event, room, id);
  return { refused, capped };
}

function forgetTimer(event: Pick<RequestEvent, 'cookies'>, room: TrialRoom, task: string): void {
  keepTimers(event, room, stopped(timersOf(event, room), { trial: room.trial.number, task }));
}
