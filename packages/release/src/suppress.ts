import type { CheckedCell } from './checkedCells.ts';
import { dominates, tooClose } from './dominates.ts';
import type { DraftTable, Earlier } from './draft.ts';
import { hideLinked, type LinkedSet } from './hideLinked.ts';
import { minimum } from './minimum.ts';
import { type Division, narrowCells } from './narrowCells.ts';
import type { Solve } from './solve.ts';

/**
 * Why a cell is hidden. `few`: too few people. `withheld`: it was declared so. `dominant`: a sum that tells one contribution. `needs`: made from a
 * hidden cell. `remainder`, `linked`, `interval`: with it others could work out too few people, as the rest of a
 * whole, from several tables, or within narrow bounds. `step`: beside what was released before it would tell who
 * came between.
 */
export type Reason = 'few' | 'withheld' | 'dominant' | 'needs' | 'remainder' | 'linked' | 'interval' | 'step';

/** What the gate needs beside the draft. */
export interface Context {
  readonly earlier?: Earlier;
  /** Without a solver hidden cells are not asked for the interval in which a reader can place them. */
  readonly solve?: Solve;
}

/**
 * Which cells must be hidden, and why: first those that may not be shown by themselves (primary suppression), then
 * as many more as it takes that the others do not tell of them (secondary suppression), over all tables about the
 * same thing and everything released before. Each step hides the smallest cell that will do, until nothing is left
 * to hide. Cost: that of `hideLinked` and `narrowCells`, a few times over.
 *
 * Source: the European handbook on statistical disclosure control, chapters 4 and 5; rules R1 to R4 and R13 to R17
 * of SPEC.md.
 */
export function suppress(
  cells: readonly CheckedCell[],
  { earlier, solve }: Context = {},
): Map<CheckedCell, Reason> {
  const reasons: Reasons = new Map();
  for (const cell of cells) {
    if (cell.people.length < cell.least) reasons.set(cell, 'few');
    else if (cell.withheld) reasons.set(cell, 'withheld');
    else if (dominated(cell)) reasons.set(cell, 'dominant');
  }
  hideNeedy(cells, reasons);
  for (const table of groupedBy(cells, ({ table }) => table.key).values()) hideRemainders(table, reasons);
  // To hide more from here on leaves fewer combinations and wider intervals: nothing is asked twice.
  const ranks = new Map([...new Set(cells.map(({ table }) => table))].map((table, index) => [table, index]));
  for (const [about, group] of groupedBy(cells, ({ about }) => about)) {
    hideWhatLinks(group, reasons, [], ranks);
    if (earlier) {
      const before = earlier.cells.filter((cell) => cell.about === about).map(({ people }) => people);
      if (before.length > 0) hideWhatLinks(group, reasons, before, ranks);
      hideChangedMinds(group, reasons, earlier);
    }
    if (solve) hideAroundNarrow(group, reasons, solve);
  }
  hideNeedy(cells, reasons);
  return reasons;
}

type Reasons = Map<CheckedCell, Reason>;

function dominated({ amounts, people }: CheckedCell): boolean {
  if (!amounts || people.length === 0) return false;
  return dominates(amounts, minimum.dominance) || tooClose(amounts, { percent: minimum.closeness });
}

function hideNeedy(cells: readonly CheckedCell[], reasons: Reasons): void {
  for (const cell of cells) {
    if (!reasons.has(cell) && cell.needs.some((need) => reasons.has(need))) reasons.set(cell, 'needs');
  }
}

/** Rule R3, whole by whole: what the parts of a table leave of a shown whole. */
function hideRemainders(table: readonly CheckedCell[], reasons: Reasons): void {
  for (const [whole, parts] of groupedByWhole(table)) {
    if (typeof whole !== 'string' && reasons.has(whole)) continue;
    const size = typeof whole === 'string' ? table[0].table.wholes![whole].length : whole.people.length;
    const visible = parts.filter((cell) => !reasons.has(cell)).sort(smallestFirst);
    let remainder = size - visible.reduce((sum, cell) => sum + cell.people.length, 0);
    for (const cell of visible) {
      if (remainder === 0 || remainder >= cell.least) break;
      reasons.set(cell, 'remainder');
      remainder += cell.people.length;
    }
  }
}

function smallestFirst(a: CheckedCell, b: CheckedCell): number {
  return a.people.length - b.people.length || (a.id < b.id ? -1 : 1);
}

/** Rule R13: nothing that can be made of the shown cells, and of what is known or was shown `before`. */
function hideWhatLinks(
  group: readonly CheckedCell[],
  reasons: Reasons,
  before: readonly ArrayLike<number>[],
  ranks: ReadonlyMap<DraftTable, number>,
): void {
  const shown = group.filter((cell) => !reasons.has(cell)).sort(smallestFirst);
  if (shown.length === 0) return;
  const known = new Map<string, ArrayLike<number>>();
  for (const { table, wholes } of group) {
    for (const whole of wholes) {
      if (typeof whole !== 'string') continue;
      // A whole that is a cell too is known by that cell, and goes with it.
      const people = table.wholes![whole];
      if (!group.some((cell) => areTheSame(cell.people, people))) known.set(`${table.key} ${whole}`, people);
    }
  }
  const sets: LinkedSet[] = [
    ...shown.map(({ people, least, table }) => ({ people, least, fixed: false, rank: ranks.get(table)! })),
    ...[...known.values(), ...before].map((people) => ({ people, least: 0, fixed: true })),
  ];
  for (const index of hideLinked(sets)) {
    if (index < shown.length) reasons.set(shown[index], before.length > 0 ? 'step' : 'linked');
  }
}

function areTheSame(one: ArrayLike<number>, other: ArrayLike<number>): boolean {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}

/** Rule R14: the same people, who answer otherwise than they were shown to: somebody changed her mind. */
function hideChangedMinds(group: readonly CheckedCell[], reasons: Reasons, earlier: Earlier): void {
  for (const cell of group) {
    const { answers, people } = cell;
    if (!answers || reasons.has(cell)) continue;
    const changed = earlier.cells.some(
      (before) =>
        before.about === cell.about &&
        before.answers &&
        areTheSame(before.people, people) &&
        Object.entries(answers).some(([answer, count]) => before.answers![answer] !== count),
    );
    if (changed) reasons.set(cell, 'step');
  }
}

/** Rule R15: for each hidden cell that can be placed too closely, the smallest shown cell beside it goes too. */
function hideAroundNarrow(group: readonly CheckedCell[], reasons: Reasons, solve: Solve): void {
  if (!group.some((cell) => reasons.has(cell) && cell.wholes.length > 0)) return;
  const place = new Map(group.map((cell, index) => [cell, index]));
  const divisions: Division[] = [];
  const beside = new Map<CheckedCell, CheckedCell[]>();
  for (const table of groupedBy(group, ({ table }) => table.key).values()) {
    for (const [whole, parts] of groupedByWhole(table)) {
      for (const part of parts) beside.set(part, [...(beside.get(part) ?? []), ...parts]);
      const indices = parts.map((part) => place.get(part)!);
      if (typeof whole === 'string') {
        divisions.push({ whole: { count: table[0].table.wholes![whole].length }, parts: indices });
      } else if (place.has(whole)) {
        divisions.push({ whole: { cell: place.get(whole)! }, parts: indices });
      }
    }
  }
  const least = Math.min(...group.map((cell) => cell.least));
  const wide = new Set<number>();
  for (let asking = true; asking; ) {
    asking = false;
    const counted = group.map((cell) => ({ count: cell.people.length, hidden: reasons.has(cell) }));
    const narrow = narrowCells(counted, divisions, { least, solve, wide });
    for (const index of narrow) {
      const shown = (beside.get(group[index]) ?? []).filter((cell) => !reasons.has(cell)).sort(smallestFirst);
      if (shown.length === 0) continue;
      reasons.set(shown[0], 'interval');
      asking = true;
    }
    for (const [index, { hidden }] of counted.entries())
      if (hidden && !narrow.includes(index)) wide.add(index);
  }
}

function groupedByWhole(table: readonly CheckedCell[]): Map<CheckedCell | string, CheckedCell[]> {
  const parts = new Map<CheckedCell | string, CheckedCell[]>();
  for (const cell of table) {
    for (const whole of cell.wholes) parts.set(whole, [...(parts.get(whole) ?? []), cell]);
  }
  return parts;
}

function groupedBy<Key>(
  cells: readonly CheckedCell[],
  key: (cell: CheckedCell) => Key,
): Map<Key, CheckedCell[]> {
  const groups = new Map<Key, CheckedCell[]>();
  for (const cell of cells) {
    const group = groups.get(key(cell));
    if (group) group.push(cell);
    else groups.set(key(cell), [cell]);
  }
  return groups;
}
