import { type Factor, factorOf, type Records } from '@abord/effect';
import type { BoxTrial } from './data.server.ts';
import { arms, type Outcome } from './schema.ts';

type Task = BoxTrial['tasks'][number][number];

/** The rows of a trial's analysis, and whose and which tasks they are. */
export interface TrialRows {
  readonly records: Records & { readonly cluster: Factor };
  /** Per row, the person: a place in the lists of the box. */
  readonly person: Int32Array;
  readonly tasks: readonly Task[];
}

/** A task that was brought to an end, with its time. */
export function isFinished({ step, ended, minutes }: Task): boolean {
  return (step === 'done' || step === 'guessed') && ended === 'accepted' && minutes !== undefined;
}

/**
 * What is compared: the logarithm of minutes, rework included, or the mark of a second rater, of finished tasks, with
 * AI allowed or without (not: used or not). The logarithm of her own forecast without AI stands beside it, people and
 * kinds of tasks are fixed effects: within them the ways were dealt. A task that is held against no other of the same
 * person and kind, done the other way, is no row: so nobody is in a figure without being one of those behind it.
 * Linear in the number of tasks.
 */
export function recordsOf(tasks: BoxTrial['tasks'], outcome: Outcome): TrialRows {
  const finished = tasks.flatMap((own, person) =>
    own
      .filter((task) => isFinished(task) && (outcome === 'minutes' || task.score !== undefined))
      .map((task) => ({ person, task, stratum: `${String(person).padStart(9, '0')}/${task.type}` })),
  );
  const ways = new Map<string, Set<string | undefined>>();
  for (const { stratum, task } of finished) {
    ways.set(stratum, (ways.get(stratum) ?? new Set()).add(task.arm));
  }
  const rows = finished.filter(({ stratum }) => ways.get(stratum)!.size === arms.length);
  const stratum = factorOf(rows.map(({ stratum }) => stratum));
  const places = rows.flatMap(({ task }) => task.place ?? []);
  const people = factorOf(rows.map(({ person }) => String(person).padStart(9, '0')));
  return {
    records: {
      outcome: rows.map(({ task }) =>
        outcome === 'minutes' ? Math.log(task.minutes! + (task.rework ?? 0)) : task.score!,
      ),
      treatment: rows.map(({ task }) => (task.arm === 'with' ? 1 : 0)),
      terms: [{ name: 'forecast', values: rows.map(({ task }) => Math.log(task.forecast!.without.median)) }],
      fixed: [stratum],
      // Drawn again are the very blocks; without places of all tasks, the ways are shuffled among those that are there.
      ...(places.length === rows.length && {
        assignment: { kind: 'dealt', stratum, place: places, varied: true },
      }),
      cluster: { codes: people.codes, levels: people.levels },
    },
    person: Int32Array.from(rows, ({ person }) => person),
    tasks: rows.map(({ task }) => task),
  };
}
