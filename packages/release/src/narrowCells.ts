import type { Programme, Solve } from './solve.ts';

/** A cell as a reader knows it: how many people are in it, or that it is hidden. */
export interface CountedCell {
  readonly count: number;
  readonly hidden: boolean;
}

/** A cell, or a set that everybody knows the size of, and the cells that divide it up. */
export interface Division {
  /** An index of the cells, or the size of a known set. */
  readonly whole: { readonly cell: number } | { readonly count: number };
  /** Indices of cells that do not overlap and lie inside the whole. */
  readonly parts: readonly number[];
}

/** What is asked of a table. */
export interface Asked {
  /** People that an interval must span. */
  readonly least: number;
  readonly solve: Solve;
  /** Indices of cells that are known to have a wider interval. */
  readonly wide?: ReadonlySet<number>;
}

/**
 * Hidden cells whose number of people a reader can narrow down to an interval of fewer than `least`, as
 * indices of `cells`, in order.
 *
 * A reader knows the counts of the shown cells, which cells divide up which whole, and that no count is
 * negative; where parts do not make up their whole, the others are one more unknown. For each hidden cell the
 * smallest and the largest count that this allows are asked of `solve`, twice a cell at most: none where two
 * counts that can be shifted about a rectangle of hidden cells already leave enough. Cells that no division
 * holds are not asked for. Cost: that of the linear programmes, one for each group of hidden cells that hang
 * together.
 *
 * Source: M. Fischetti and J.J. Salazar, "Models and algorithms for optimizing cell suppression in tabular
 * data with linear constraints", JASA 95 (2000), the attacker's problem; rule R15 of SPEC.md.
 *
 * @example
 * // A whole of 20 with a shown part of 8 and two hidden ones: each is between 0 and 12.
 * narrowCells(
 *   [{ count: 8, hidden: false }, { count: 5, hidden: true }, { count: 7, hidden: true }],
 *   [{ whole: { count: 20 }, parts: [0, 1, 2] }], { least: 13, solve },
 * ); // [1, 2]
 */
export function narrowCells(
  cells: readonly CountedCell[],
  divisions: readonly Division[],
  { least, solve, wide = new Set() }: Asked,
): number[] {
  const narrow: number[] = [];
  for (const { unknowns, equations } of components(cells, divisions)) {
    for (const [variable, unknown] of unknowns.entries()) {
      if (unknown.cell === undefined || wide.has(unknown.cell)) continue;
      if (roomIn(variable, unknowns, equations) >= least) continue;
      const objective = unknowns.map((_, other) => (other === variable ? 1 : 0));
      const programme = { variables: unknowns.length, objective, equations };
      const low = solve(programme);
      const high = -solve({ ...programme, objective: objective.map((coefficient) => -coefficient) });
      // A solver's noise is far below half a person.
      if (high - low < least - 0.5) narrow.push(unknown.cell);
    }
  }
  return narrow.sort((a, b) => a - b);
}

interface Unknown {
  /** Index of the hidden cell; nothing where it is the rest of a whole. */
  readonly cell?: number;
  readonly count: number;
}

interface Component {
  readonly unknowns: readonly Unknown[];
  readonly equations: Programme['equations'];
}

/** Unknowns and equations that hang together. */
function components(cells: readonly CountedCell[], divisions: readonly Division[]): Component[] {
  const unknowns: Unknown[] = [];
  const variableOf = new Map<number, number>();
  const variable = (cell: number): number => {
    let known = variableOf.get(cell);
    if (known === undefined) {
      known = unknowns.length;
      variableOf.set(cell, known);
      unknowns.push({ cell, count: cells[cell].count });
    }
    return known;
  };
  const equations: { terms: [number, number][]; equals: number }[] = [];
  for (const { whole, parts } of divisions) {
    const terms: [number, number][] = [];
    let equals = 'cell' in whole ? cells[whole.cell].count : whole.count;
    let rest = equals;
    if ('cell' in whole && cells[whole.cell].hidden) {
      terms.push([variable(whole.cell), -1]);
      equals = 0;
    }
    for (const part of parts) {
      const { count, hidden } = cells[part];
      rest -= count;
      if (hidden) terms.push([variable(part), 1]);
      else equals -= count;
    }
    if (terms.length === 0) continue;
    if (rest > 0) {
      terms.push([unknowns.length, 1]);
      unknowns.push({ count: rest });
    }
    equations.push({ terms, equals });
  }
  return split(unknowns, equations);
}

function split(
  unknowns: readonly Unknown[],
  equations: readonly { readonly terms: readonly (readonly [number, number])[]; readonly equals: number }[],
): Component[] {
  const root = unknowns.map((_, index) => index);
  const find = (index: number): number => {
    let at = index;
    while (root[at] !== at) {
      root[at] = root[root[at]];
      at = root[at];
    }
    return at;
  };
  for (const { terms } of equations) for (const [other] of terms) root[find(other)] = find(terms[0][0]);
  const members = new Map<number, number[]>();
  for (const index of unknowns.keys()) {
    members.set(find(index), [...(members.get(find(index)) ?? []), index]);
  }
  return [...members.entries()].map(([key, indices]) => {
    const place = new Map(indices.map((index, at) => [index, at]));
    return {
      unknowns: indices.map((index) => unknowns[index]),
      equations: equations
        .filter(({ terms }) => find(terms[0][0]) === key)
        .map(({ terms, equals }) => ({
          equals,
          terms: terms.map(([index, coefficient]) => [place.get(index)!, coefficient] as const),
        })),
    };
  });
}

/**
 * How far an unknown can move for sure: around one rectangle of unknowns, or against one other where both are
 * in a single equation. At least this much is left open, often more.
 */
function roomIn(variable: number, unknowns: readonly Unknown[], equations: Component['equations']): number {
  const count = (index: number) => unknowns[index].count;
  const held = equations.filter(({ terms }) => terms.some(([index]) => index === variable));
  const inOf = (index: number) => equations.filter(({ terms }) => terms.some(([other]) => other === index));
  if (held.length === 1) {
    let most = 0;
    for (const [other, sign] of held[0].terms) {
      if (other === variable || sign < 0 || inOf(other).length !== 1) continue;
      most = Math.max(most, count(variable) + count(other));
    }
    return most;
  }
  if (held.length !== 2 || held.some(({ terms }) => terms.some(([, sign]) => sign < 0))) return 0;
  let most = 0;
  for (const [inRow] of held[0].terms) {
    if (inRow === variable) continue;
    for (const [inColumn] of held[1].terms) {
      if (inColumn === variable) continue;
      const [row, column] = [inOf(inRow), inOf(inColumn)];
      if (row.length !== 2 || column.length !== 2) continue;
      const across = row.find((equation) => equation !== held[0])!;
      const down = column.find((equation) => equation !== held[1])!;
      const corner = across.terms.find(
        ([index, sign]) =>
          sign > 0 && index !== inRow && index !== inColumn && down.terms.some(([other]) => other === index),
      );
      if (!corner || inOf(corner[0]).length !== 2) continue;
      if ([...across.terms, ...down.terms].some(([, sign]) => sign < 0)) continue;
      most = Math.max(
        most,
        Math.min(count(inRow), count(inColumn)) + Math.min(count(variable), count(corner[0])),
      );
    }
  }
  return most;
}
