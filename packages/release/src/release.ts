import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { canonicalJson } from './canonicalJson.ts';
import { type CheckedCell, checkedCells } from './checkedCells.ts';
import type { Draft, Earlier } from './draft.ts';
import type { JsonObject } from './json.ts';
import { minimum } from './minimum.ts';
import { minimumBehind } from './minimumBehind.ts';
import { roundedShares } from './roundedShares.ts';
import { type Context, type Reason, suppress } from './suppress.ts';

/** A cell that is not shown, and why; for the register of refusals, never for readers of figures. */
export interface Refusal {
  readonly table: string;
  readonly cell: string;
  readonly reason: Reason;
}

/** The set of people behind one shown cell; stays in the box. */
export interface Behind {
  readonly table: string;
  readonly cell: string;
  readonly about: string;
  /** Indices in the draft's population, strictly rising. */
  readonly people: Int32Array;
  /** How many of them gave each answer, where the cell shows that. */
  readonly answers?: Readonly<Record<string, number>>;
}

export interface Frozen {
  /** The release itself, canonical JSON in UTF-8. */
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly hash: string;
  readonly refused: readonly Refusal[];
  readonly behind: readonly Behind[];
  /** People who wait until more come, rounded up to a multiple of five: cells hidden as a `step` would be about them. */
  readonly waiting: number;
}

/**
 * The gate: takes everything that a question would like to show and freezes what may be shown.
 *
 * Hidden whole are cells of too few people, sums that one person dominates, cells made from hidden ones, and
 * then as many more as it takes that nobody who adds up and subtracts what is shown, over all tables about
 * the same thing and everything released before, singles out fewer people than the minimum, or can place the
 * number of a hidden cell in an interval narrower than that.
 *
 * Throws a RangeError when the draft breaks its own promises: a set of people out of order or out of the
 * population, cells of a whole that overlap or stick out, two cells of one name, a need that is not an
 * earlier cell, answers that are not those of the cell's people, a figure with more than three decimals.
 * Linear in the sizes of the sets but for the two audits (`hideLinked`, `narrowCells`).
 *
 * Source: the European handbook on statistical disclosure control, chapters 4 and 5; rules of SPEC.md.
 *
 * @example
 * release({ question: 'everyone', population: 9, reader: 'outside', facts: {}, tables: [
 *   { key: 'debate', kind: 'figure', cells: [
 *     { id: 'all', about: 'heard', people: [0, 1, 2, 3, 4, 5, 6, 7, 8], figures: {} },
 *   ] },
 * ] }).hash.slice(0, 8); // '90e0c412'
 */
export function release(draft: Draft, context: Context = {}): Frozen {
  const cells = checkedCells(draft, context.earlier);
  const reasons = suppress(cells, context);
  return freeze(draft, cells, reasons, waitingFor(cells, reasons, context.earlier));
}

/** People of cells that would say too much beside what was shown before, and who were in none of those. */
function waitingFor(
  cells: readonly CheckedCell[],
  reasons: ReadonlyMap<CheckedCell, Reason>,
  earlier: Earlier | undefined,
): number {
  const held = cells.filter((cell) => reasons.get(cell) === 'step');
  if (!earlier || held.length === 0) return 0;
  const before = new Map<string, Set<number>>();
  for (const { about, people } of earlier.cells) {
    const known = before.get(about) ?? new Set();
    for (let i = 0; i < people.length; i++) known.add(people[i]);
    before.set(about, known);
  }
  const newer = ({ about, people }: CheckedCell) =>
    Array.from(people).filter((person) => !before.get(about)?.has(person)).length;
  // Where nobody is new, somebody has left or changed her mind.
  const most = Math.max(1, ...held.map(newer));
  return Math.ceil(most / minimum.floor) * minimum.floor;
}

function freeze(
  draft: Draft,
  cells: readonly CheckedCell[],
  reasons: ReadonlyMap<CheckedCell, Reason>,
  waiting: number,
): Frozen {
  const refused: Refusal[] = [];
  const behind: Behind[] = [];
  const tables: Record<string, JsonObject> = {};
  for (const table of draft.tables) {
    const shown: JsonObject[] = [];
    const hidden: string[] = [];
    for (const cell of cells) {
      if (cell.table !== table) continue;
      const { id, about, people, figures, answers, coarse } = cell;
      const reason = reasons.get(cell);
      if (reason === undefined) {
        const shares = answers && {
          answers: { ...roundedShares(answers, coarse ? 0.05 : 0.01) } as unknown as JsonObject,
        };
        shown.push({ ...figures, ...shares, id, people: people.length });
        const set = { table: table.key, cell: id, about, people: Int32Array.from(people) };
        behind.push(answers ? { ...set, answers } : set);
      } else {
        hidden.push(id);
        refused.push({ table: table.key, cell: id, reason });
      }
    }
    if (table.unseen) continue;
    const least = minimumBehind(table.kind, draft.reader, draft.figureMinimum);
    tables[table.key] = { minimum: least, cells: shown, hidden };
  }
  const text = canonicalJson({ format: 1, question: draft.question, facts: draft.facts, tables });
  const bytes = new TextEncoder().encode(text);
  return { bytes, hash: bytesToHex(sha256(bytes)), refused, behind, waiting };
}
