import { canonicalJson, type Frozen, type Json, release, type Solve } from '@abord/release';
import type { EarlierCells } from '#lib/store/earlierCells.ts';
import { earlierInOrder } from '#lib/store/earlierInOrder.ts';
import { declareTrial, type TrialPeople } from './release.ts';

/** A trial without anything that leads back to who took part: they are numbers. */
export interface NamelessTrial extends TrialPeople {
  /** What was shown before, in the numbers of these people. */
  readonly earlier?: EarlierCells;
}

/** What the gate froze, and whom its indices speak of: person of the release → person of the box. */
export interface FrozenTrial {
  readonly frozen: Frozen;
  readonly order: Int32Array;
}

/**
 * From the tasks of a trial to what may be shown of it. People are put in the order of what they entered, so that
 * the same trial gives the same bytes whatever they are called. Plain data in, plain data out.
 */
export function freezeTrial({ earlier, ...trial }: NamelessTrial, solve: Solve): FrozenTrial {
  const keys = trial.tasks.map((tasks, person) => {
    const profile = trial.inquiry.attributes.map(({ key }) => trial.profiles[key][person]);
    return canonicalJson([profile, tasks] as unknown as Json);
  });
  const order = Int32Array.from(trial.tasks.keys())
    .filter((person) => trial.tasks[person].length > 0)
    .sort((a, b) => (keys[a] < keys[b] ? -1 : keys[a] > keys[b] ? 1 : 0));
  const draft = declareTrial({
    ...trial,
    tasks: Array.from(order, (person) => trial.tasks[person]),
    profiles: Object.fromEntries(
      trial.inquiry.attributes.map(({ key }) => [key, order.map((person) => trial.profiles[key][person])]),
    ),
    ...(trial.before && {
      before: {
        hash: trial.before.hash,
        behind: Array.from(order, (person) => trial.before!.behind[person]!),
      },
    }),
  });
  const known = earlier && earlier.cells.length > 0 && earlierInOrder(earlier, order);
  return { frozen: release(draft, { solve, ...(known && { earlier: known }) }), order };
}
