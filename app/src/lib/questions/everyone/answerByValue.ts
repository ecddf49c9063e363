import type { Released, ReleasedCell } from '@abord/release';
import type { Filling, Sentence, SentenceKey, Texts } from '../../answer/answer.ts';
import { byKey } from './byValue.ts';
import type { EveryoneRelease, EveryoneTables } from './release.ts';

type Cell = ReleasedCell<EveryoneTables[`by:${string}`]>;

/**
 * The sentence over the votes on one statement by the values of one closed list: between which values agreement
 * lies, and whether their intervals leave a doubt that it differs. Nothing where the release holds no such table.
 * Rule E27 of SPEC.md. Pure; linear in the cells.
 */
export function answerByValue(
  { facts, tables }: Released<EveryoneRelease>,
  statement: number,
  attribute: string,
): Sentence | undefined {
  const key = byKey(attribute);
  const list = facts.attributes.find((one) => one.key === attribute);
  const table = tables[key];
  if (!list || !table) return undefined;
  const name: Filling = { say: 'name', texts: list.label };
  const sorted = table.cells
    .filter((cell) => cell.statement === statement)
    .sort((a, b) => a.answers.agree.share - b.answers.agree.share);
  const [least, most] = [sorted[0], sorted[sorted.length - 1]];
  if (least === undefined) return sentence('everyone_by_hidden', 'too few', [`${key}#hidden`], { name });
  const labelOf = ({ values: [value] }: Cell): Texts => list.values.find((one) => one.key === value)!.label;
  const said = (cell: Cell): Record<'share' | 'value', Filling> => ({
    share: { say: 'percent', value: cell.answers.agree.share, ...softened(cell) },
    value: { say: 'name', texts: labelOf(cell) },
  });
  if (least === most) {
    const { share, value } = said(least);
    return sentence('everyone_by_one', least.people, [agreeOf(key, least)], { name, share, value });
  }
  const apart = least.answers.agree.high < most.answers.agree.low;
  const [low, high] = [said(least), said(most)];
  return sentence(
    apart ? 'everyone_by_apart' : 'everyone_by_together',
    Math.min(least.people, most.people),
    [agreeOf(key, least), agreeOf(key, most)],
    { name, least: low.share, leastValue: low.value, most: high.share, mostValue: high.value },
  );
}

const agreeOf = (key: string, { id }: Cell): string => `${key}/${id}/answers/agree`;

function softened({ answers: { agree } }: Cell): { nearly?: 'all' | 'none' } {
  return agree.nearly ? { nearly: agree.nearly } : {};
}

function sentence(
  key: SentenceKey,
  people: Sentence['people'],
  figures: readonly string[],
  fillings: Readonly<Record<string, Filling>>,
): Sentence {
  return { key, fillings, figures, rule: 'E27', people, rung: 1 };
}
