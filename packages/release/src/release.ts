import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { canonicalJson } from './canonicalJson.ts';
import type { Draft, DraftCell, DraftTable } from './draft.ts';
import type { JsonObject } from './json.ts';
import { minimumBehind } from './minimumBehind.ts';

/** A cell that is not shown, and why; for the register of refusals, never for readers of figures. */
export interface Refusal {
  readonly table: string;
  readonly cell: string;
  /** Too few people; its neighbours could be worked out from it; a cell it is made from is hidden. */
  readonly reason: 'few' | 'remainder' | 'needs';
}

/** The set of people behind one shown cell; stays in the box. */
export interface Behind {
  readonly table: string;
  readonly cell: string;
  /** Indices in the draft's population, strictly rising. */
  readonly people: Int32Array;
}

export interface Frozen {
  /** The release itself, canonical JSON in UTF-8. */
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly hash: string;
  readonly refused: readonly Refusal[];
  readonly behind: readonly Behind[];
}

/**
 * The gate: takes everything that a question would like to show and freezes what may be shown.
 *
 * A cell with fewer people than its minimum is hidden whole. Where cells divide up a whole, the people
 * left over (those of hidden cells and those in no cell) must be none or at least the minimum; otherwise
 * the smallest shown cell is hidden too, until that holds. A cell made from a hidden one is hidden.
 *
 * Throws a RangeError when the draft breaks its own promises: a set of people out of order or out of the
 * population, cells of a whole that overlap or stick out, two cells of one name, a need that is not an
 * earlier cell, a figure with more than three decimals. Linear in the sizes of the sets.
 *
 * Source: the European handbook on statistical disclosure control, chapter 5 (primary and secondary
 * suppression); rules 1 to 12 of SPEC.md.
 *
 * @example
 * release({ question: 'everyone', population: 9, reader: 'outside', facts: {}, tables: [
 *   { key: 'debate', kind: 'figure', cells: [{ id: 'all', people: [0, 1, 2, 3, 4, 5, 6, 7, 8], figures: {} }] },
 * ] }).hash.slice(0, 8); // '90e0c412'
 */
export function release(draft: Draft): Frozen {
  const refused: Refusal[] = [];
  const behind: Behind[] = [];
  const shown = new Map<string, boolean>();
  const tables: Record<string, JsonObject> = {};
  for (const table of draft.tables) {
    if (Object.hasOwn(tables, table.key)) throw new RangeError(`two tables are named ${table.key}`);
    const least = minimumBehind(table.kind, draft.reader, draft.figureMinimum);
    checkTable(table, draft.population);
    const reasons = refusals(table, least, shown);
    for (const cell of table.cells) {
      const name = `${table.key}/${cell.id}`;
      if (shown.has(name)) throw new RangeError(`two cells are named ${name}`);
      shown.set(name, !reasons.has(cell.id));
    }
    const cells: JsonObject[] = [];
    const hidden: string[] = [];
    for (const cell of table.cells) {
      const reason = reasons.get(cell.id);
      if (reason === undefined) {
        cells.push({ ...cell.figures, id: cell.id, people: cell.people.length });
        behind.push({ table: table.key, cell: cell.id, people: Int32Array.from(cell.people) });
      } else {
        hidden.push(cell.id);
        refused.push({ table: table.key, cell: cell.id, reason });
      }
    }
    tables[table.key] = { minimum: least, cells, hidden };
  }
  const text = canonicalJson({ format: 1, question: draft.question, facts: draft.facts, tables });
  const bytes = new TextEncoder().encode(text);
  return { bytes, hash: bytesToHex(sha256(bytes)), refused, behind };
}

function refusals(
  table: DraftTable,
  least: number,
  shown: ReadonlyMap<string, boolean>,
): Map<string, Refusal['reason']> {
  const reasons = new Map<string, Refusal['reason']>();
  for (const cell of table.cells) {
    for (const need of cell.needs ?? []) {
      const known = shown.get(need);
      if (known === undefined) throw new RangeError(`${cell.id} needs ${need}, which no earlier table holds`);
      if (!known) reasons.set(cell.id, 'needs');
    }
    if (cell.people.length < least) reasons.set(cell.id, 'few');
  }
  for (const [whole, people] of Object.entries(table.wholes ?? {})) {
    const parts = table.cells.filter((cell) => cell.within === whole);
    hideRemainder(parts, people.length, least, reasons);
  }
  return reasons;
}

function hideRemainder(
  parts: readonly DraftCell[],
  whole: number,
  least: number,
  reasons: Map<string, Refusal['reason']>,
): void {
  const visible = parts.filter((cell) => !reasons.has(cell.id)).sort(smallestFirst);
  let remainder = whole - visible.reduce((sum, cell) => sum + cell.people.length, 0);
  for (const cell of visible) {
    if (remainder === 0 || remainder >= least) return;
    reasons.set(cell.id, 'remainder');
    remainder += cell.people.length;
  }
}

function smallestFirst(a: DraftCell, b: DraftCell): number {
  return a.people.length - b.people.length || (a.id < b.id ? -1 : 1);
}

function checkTable(table: DraftTable, population: number): void {
  for (const cell of table.cells) {
    checkSet(cell.people, population, `${table.key}/${cell.id}`);
    if (Object.hasOwn(cell.figures, 'id') || Object.hasOwn(cell.figures, 'people')) {
      throw new RangeError(`${table.key}/${cell.id} names a figure id or people, which the gate writes`);
    }
    if (cell.within !== undefined && !Object.hasOwn(table.wholes ?? {}, cell.within)) {
      throw new RangeError(`${table.key}/${cell.id} is within ${cell.within}, which its table does not hold`);
    }
  }
  const wholes = Object.entries(table.wholes ?? {});
  const stamp = new Int32Array(wholes.length > 0 ? population : 0);
  for (const [index, [whole, people]] of wholes.entries()) {
    checkSet(people, population, `${table.key} within ${whole}`);
    for (let i = 0; i < people.length; i++) stamp[people[i]] = index + 1;
    checkParts(table, whole, stamp, index + 1);
  }
}

function checkSet(people: ArrayLike<number>, population: number, name: string): void {
  let previous = -1;
  for (let i = 0; i < people.length; i++) {
    const person = people[i];
    if (!Number.isInteger(person) || person <= previous || person >= population) {
      throw new RangeError(`the people of ${name} must be rising indices below ${population}`);
    }
    previous = person;
  }
}

/** `stamp[person]` equals `mark` for people of the whole that no part has taken yet. */
function checkParts(table: DraftTable, whole: string, stamp: Int32Array, mark: number): void {
  for (const cell of table.cells) {
    if (cell.within !== whole) continue;
    for (let i = 0; i < cell.people.length; i++) {
      const person = cell.people[i];
      if (stamp[person] !== mark) {
        throw new RangeError(`${table.key}/${cell.id} overlaps another part of ${whole} or is not inside it`);
      }
      stamp[person] = 0;
    }
  }
}
