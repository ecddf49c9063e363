import type { Draft, DraftCell, DraftTable, Earlier } from './draft.ts';
import { minimumBehind } from './minimumBehind.ts';

/** A cell of a draft that keeps its promises, with what it refers to. */
export interface CheckedCell extends Omit<DraftCell, 'within' | 'needs'> {
  readonly table: DraftTable;
  /** People that must stand behind it. */
  readonly least: number;
  readonly needs: readonly CheckedCell[];
  /** Cells of earlier tables, or keys of its own table's wholes. */
  readonly wholes: readonly (CheckedCell | string)[];
}

const RESERVED = ['id', 'people', 'answers'];

/**
 * The cells of a draft in order, once it is sure that it keeps its promises: see `release`. Throws a
 * RangeError that names the table and the cell.
 */
export function checkedCells(draft: Draft, earlier: Earlier | undefined): CheckedCell[] {
  const cells: CheckedCell[] = [];
  const byName = new Map<string, CheckedCell>();
  const tables = new Set<string>();
  for (const table of draft.tables) {
    if (tables.has(table.key)) throw new RangeError(`two tables are named ${table.key}`);
    tables.add(table.key);
    const least = minimumBehind(table.kind, draft.reader, draft.figureMinimum);
    for (const [whole, people] of Object.entries(table.wholes ?? {})) {
      checkSet(people, draft.population, `${table.key} within ${whole}`);
    }
    const ownStart = cells.length;
    for (const cell of table.cells) {
      const name = `${table.key}/${cell.id}`;
      checkCell(cell, draft.population, name);
      const needs = (cell.needs ?? []).map((need) => {
        const known = byName.get(need);
        if (!known) throw new RangeError(`${cell.id} needs ${need}, which no earlier table holds`);
        return known;
      });
      const within = typeof cell.within === 'string' ? [cell.within] : (cell.within ?? []);
      const wholes = within.map((whole) => {
        if (Object.hasOwn(table.wholes ?? {}, whole)) return whole;
        const known = byName.get(whole);
        if (!known) throw new RangeError(`${name} is within ${whole}, which no earlier table holds`);
        return known;
      });
      cells.push({ ...cell, table, least, needs, wholes });
    }
    for (const cell of cells.slice(ownStart)) {
      const name = `${table.key}/${cell.id}`;
      if (byName.has(name)) throw new RangeError(`two cells are named ${name}`);
      byName.set(name, cell);
    }
    checkParts(cells.slice(ownStart), draft.population);
  }
  for (const { about, people } of earlier?.cells ?? []) {
    checkSet(people, earlier!.population, `an earlier cell about ${about}`);
  }
  return cells;
}

function checkCell(cell: DraftCell, population: number, name: string): void {
  checkSet(cell.people, population, name);
  const reserved = RESERVED.find((key) => Object.hasOwn(cell.figures, key));
  if (reserved) throw new RangeError(`${name} names a figure ${reserved}, which the gate writes`);
  if (cell.answers) {
    const answered = Object.values(cell.answers).reduce((sum, count) => sum + count, 0);
    if (answered !== cell.people.length) {
      throw new RangeError(`${name} has ${answered} answers of ${cell.people.length} people`);
    }
  }
  if (cell.amounts && cell.amounts.length !== cell.people.length) {
    throw new RangeError(`${name} has ${cell.amounts.length} amounts of ${cell.people.length} people`);
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

/** The parts of a whole are inside it and do not overlap. */
function checkParts(cells: readonly CheckedCell[], population: number): void {
  const parts = new Map<CheckedCell | string, CheckedCell[]>();
  for (const cell of cells) {
    for (const whole of cell.wholes) parts.set(whole, [...(parts.get(whole) ?? []), cell]);
  }
  const stamps = new Int32Array(parts.size > 0 ? population : 0);
  let mark = 0;
  for (const [whole, members] of parts) {
    mark++;
    const people = typeof whole === 'string' ? members[0].table.wholes![whole] : whole.people;
    for (let i = 0; i < people.length; i++) stamps[people[i]] = mark;
    for (const cell of members) {
      for (let i = 0; i < cell.people.length; i++) {
        if (stamps[cell.people[i]] !== mark) {
          const name = typeof whole === 'string' ? whole : `${whole.table.key}/${whole.id}`;
          throw new RangeError(
            `${cell.table.key}/${cell.id} overlaps another part of ${name} or is not inside it`,
          );
        }
        stamps[cell.people[i]] = 0;
      }
    }
  }
}
