import { canonicalJson, type Frozen, type Json, release, type Solve } from '@abord/release';
import { overTasks } from '@abord/work';
import type { EarlierCells } from '#lib/store/earlierCells.ts';
import { earlierInOrder } from '#lib/store/earlierInOrder.ts';
import { declareWork, type WorkPeople } from './release.ts';

/** What people said of their work, without anything that leads back to them: they are numbers. */
export interface NamelessWork extends WorkPeople {
  /** What was shown before, in the numbers of these people. */
  readonly earlier?: EarlierCells;
}

/** What the gate froze, and whom its indices speak of: person of the release → person of the box. */
export interface FrozenWork {
  readonly frozen: Frozen;
  readonly order: Int32Array;
}

/**
 * From what people said of their work to what may be shown of it. Those who count are put in the order of their
 * profiles and of what they said, so that the same people give the same bytes whatever they are called and whoever
 * came first. Plain data in, plain data out. Rules J1 and J2 of SPEC.md.
 */
export function freezeWork({ earlier, ...work }: NamelessWork, solve: Solve): FrozenWork {
  const keys = work.said.map((said, person) => {
    const profile = work.inquiry.attributes.map(({ key }) => work.profiles[key][person]);
    return canonicalJson([profile, said] as unknown as Json);
  });
  const order = Int32Array.from(work.said.keys())
    .filter((person) => overTasks(work.said[person]) !== undefined)
    .sort((a, b) => (keys[a] < keys[b] ? -1 : keys[a] > keys[b] ? 1 : 0));
  const draft = declareWork({
    inquiry: work.inquiry,
    said: Array.from(order, (person) => work.said[person]),
    profiles: Object.fromEntries(
      work.inquiry.attributes.map(({ key }) => [key, order.map((person) => work.profiles[key][person])]),
    ),
  });
  const known = earlier && earlier.cells.length > 0 && earlierInOrder(earlier, order);
  return { frozen: release(draft, { solve, ...(known && { earlier: known }) }), order };
}
