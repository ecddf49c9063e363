import { type Frozen, release, type Solve } from '@abord/release';
import type { EarlierCells } from '#lib/store/earlierCells.ts';
import { earlierInOrder } from '#lib/store/earlierInOrder.ts';
import { declareHeard, type HeardBox } from './release.ts';

/**
 * From who came in to what may be said of who was heard. Where the gate hides a group that could have been said by
 * itself, those beside it are looked at again, until nothing more is hidden. People are put in the order of their
 * profiles and of how far they went, so that the same people give the same bytes; `order` is person of the release
 * → person of the box. Plain data in, plain data out.
 */
export function freezeHeard(
  box: HeardBox,
  solve: Solve,
  earlier?: EarlierCells,
): { readonly frozen: Frozen; readonly order: Int32Array } {
  const lists = box.inquiry.attributes.map(({ key }) => box.profiles[key]);
  const codes = [...lists, box.votes];
  const order = Int32Array.from({ length: box.people }, (_, person) => person).sort((a, b) => {
    for (const code of codes) if (code[a] !== code[b]) return code[a] - code[b];
    return 0;
  });
  const sorted: HeardBox = {
    ...box,
    profiles: Object.fromEntries(
      box.inquiry.attributes.map(({ key }) => [key, order.map((person) => box.profiles[key][person])]),
    ),
    votes: order.map((person) => box.votes[person]),
  };
  const context =
    earlier && earlier.cells.length > 0 ? { earlier: earlierInOrder(earlier, order) } : undefined;
  const withheld = new Set<string>();
  for (;;) {
    const draft = declareHeard(sorted, withheld);
    const frozen = release(draft, { solve, ...context });
    const declared = new Map(draft.tables[1].cells.map(({ id, people }) => [id, people.length]));
    const more = frozen.refused.filter(({ table, cell }) => table === 'groups' && declared.get(cell)! > 0);
    if (more.length === 0) return { frozen, order };
    for (const { cell } of more) withheld.add(cell);
  }
}
