import { canonicalJson, type Frozen, type Json, release, type Solve } from '@abord/release';
import type { EarlierCells } from '#lib/store/earlierCells.ts';
import { earlierInOrder } from '#lib/store/earlierInOrder.ts';
import { declareGains, type GainsPeople } from './release.ts';

/** What people said, without anything that leads back to them: they are numbers. */
export interface NamelessGains extends GainsPeople {
  /** What was shown before, in the numbers of these people. */
  readonly earlier?: EarlierCells;
}

/** What the gate froze, and whom its indices speak of: person of the release → person of the box. */
export interface FrozenGains {
  readonly frozen: Frozen;
  readonly order: Int32Array;
}

/**
 * From what people said of gains to what may be shown of it, in the order of what they said, so that the same people
 * give the same bytes. Plain data in, plain data out. Rule G1 of SPEC.md.
 */
export function freezeGains({ earlier, ...gains }: NamelessGains, solve: Solve): FrozenGains {
  const keys = gains.said.map((said, person) => {
    const profile = gains.inquiry.attributes.map(({ key }) => gains.profiles[key][person]);
    return canonicalJson([profile, said] as unknown as Json);
  });
  const order = Int32Array.from(gains.said.keys()).sort((a, b) =>
    keys[a] < keys[b] ? -1 : keys[a] > keys[b] ? 1 : 0,
  );
  const draft = declareGains({
    inquiry: gains.inquiry,
    said: Array.from(order, (person) => gains.said[person]),
    profiles: Object.fromEntries(
      gains.inquiry.attributes.map(({ key }) => [key, order.map((person) => gains.profiles[key][person])]),
    ),
  });
  const known = earlier && earlier.cells.length > 0 && earlierInOrder(earlier, order);
  return { frozen: release(draft, { solve, ...(known && { earlier: known }) }), order };
}
