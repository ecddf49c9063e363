import { checkFactor } from './checkFactor.ts';
import type { Factor } from './factor.ts';

/** What the columns lose when the means of all factors are taken out of them. */
export interface Absorption {
  /** Takes every factor's levels out of a column, in place; rows that are not counted become 0. */
  readonly residualise: (column: Float64Array) => unknown;
  /** Rows that are alone in a level, found again after they are left out: they say nothing. */
  readonly alone: Uint8Array;
  readonly singletons: number;
  /** Dimension of the space that the factors span, without the singletons. */
  readonly rank: number;
  /** Sets of levels of the two largest factors that no row connects; 1 where the panel hangs together. */
  readonly components: number;
}

const TOLERANCE = 1e-14;
const ROUNDS = 20_000;

/**
 * Fixed effects of one factor or more, taken out of columns without writing dummies: each column loses its
 * projection on all levels of all factors. One factor: its means. More: the largest is eliminated exactly, and
 * the normal equations of the others are solved by conjugate gradients, which do not stall where factors are
 * badly connected, as sweeps of one factor after the other do.
 *
 * Throws a RangeError for codes outside their levels or lists of different lengths, and where conjugate
 * gradients do not settle. SPEC.md, section A. Sources: S. Gaure, "OLS with multiple high dimensional category
 * variables", CSDA 66 (2013); S. Correia, "Singletons, cluster-robust standard errors and fixed effects" (2015).
 * O(rows) a factor and round; balanced panels need some eight rounds, a chain of n levels n.
 */
export function absorb(factors: readonly Factor[], rows: number): Absorption {
  const all = factors.toSorted((a, b) => b.levels - a.levels).map((factor) => checked(factor, rows));
  const { alone, singletons } = findSingletons(all, rows);
  const sorted = singletons === 0 ? all : all.map((factor) => without(factor, alone, rows - singletons));
  const counts = sorted.map(count);
  const used = counts.map((list) => list.reduce((sum, value) => sum + (value > 0 ? 1 : 0), 0));
  let rank = 0;
  let components = 0;
  sorted.forEach((factor, j) => {
    // Exact for two factors; for a third and later ones an upper bound, as in reghdfe (Correia 2016).
    let redundant = 0;
    for (let i = 0; i < j; i++) redundant = Math.max(redundant, connected(sorted[i], factor));
    if (j === 1) components = redundant;
    rank += used[j] - redundant;
  });
  const project = sorted.length === 1 ? centre(sorted[0], counts[0]) : solve(sorted, counts);
  return {
    residualise: singletons === 0 ? project : (column) => around(column, alone, project),
    alone,
    singletons,
    rank,
    components: sorted.length > 1 ? components : used[0],
  };
}

interface Checked {
  readonly codes: Int32Array;
  readonly levels: number;
}

function checked(factor: Factor, rows: number): Checked {
  checkFactor('a fixed effect', factor, rows);
  const { codes, levels } = factor;
  return { codes: codes instanceof Int32Array ? codes : Int32Array.from(codes), levels };
}

function count({ codes, levels }: Checked): Float64Array {
  const counts = new Float64Array(levels);
  for (let row = 0; row < codes.length; row++) counts[codes[row]]++;
  return counts;
}

function without({ codes, levels }: Checked, alone: Uint8Array, left: number): Checked {
  const kept = new Int32Array(left);
  let place = 0;
  for (let row = 0; row < codes.length; row++) if (alone[row] === 0) kept[place++] = codes[row];
  return { codes: kept, levels };
}

/** Projects what is left of a column when singletons are out, and puts it back. */
function around(column: Float64Array, alone: Uint8Array, project: (column: Float64Array) => unknown): void {
  const left = column.filter((_, row) => alone[row] === 0);
  project(left);
  let place = 0;
  for (let row = 0; row < column.length; row++) column[row] = alone[row] === 0 ? left[place++] : 0;
}

/**
 * Rows that are alone in a level, and those that are once they are gone. The exclusive or of the rows of a level
 * is its row when one is left.
 */
function findSingletons(factors: readonly Checked[], rows: number) {
  const alone = new Uint8Array(rows);
  const counts = factors.map(count);
  if (!counts.some((list) => list.includes(1))) return { alone, singletons: 0 };
  const mixed = factors.map(({ codes, levels }) => {
    const rowsOf = new Int32Array(levels);
    for (let row = 0; row < rows; row++) rowsOf[codes[row]] ^= row;
    return rowsOf;
  });
  const waiting: number[] = [];
  counts.forEach((list, j) => {
    list.forEach((value, level) => {
      if (value === 1) waiting.push(mixed[j][level]);
    });
  });
  let singletons = 0;
  for (let row = waiting.pop(); row !== undefined; row = waiting.pop()) {
    if (alone[row] === 1) continue;
    alone[row] = 1;
    singletons++;
    for (let j = 0; j < factors.length; j++) {
      const level = factors[j].codes[row];
      mixed[j][level] ^= row;
      if (--counts[j][level] === 1) waiting.push(mixed[j][level]);
    }
  }
  return { alone, singletons };
}

/** Connected sets of the graph whose nodes are the levels of two factors and whose edges are rows. */
function connected(a: Checked, b: Checked): number {
  const parent = Int32Array.from({ length: a.levels + b.levels }, (_, node) => node);
  const present = new Uint8Array(parent.length);
  const root = (node: number) => {
    while (parent[node] !== node) {
      parent[node] = parent[parent[node]];
      node = parent[node];
    }
    return node;
  };
  for (let row = 0; row < a.codes.length; row++) {
    const from = a.codes[row];
    const to = a.levels + b.codes[row];
    present[from] = 1;
    present[to] = 1;
    const one = root(from);
    const other = root(to);
    if (one !== other) parent[one] = other;
  }
  let sets = 0;
  for (let node = 0; node < parent.length; node++) if (present[node] === 1 && parent[node] === node) sets++;
  return sets;
}

/** Takes the means of a factor's levels out of a column, and gives them. */
function centre({ codes, levels }: Checked, counts: Float64Array) {
  const means = new Float64Array(levels);
  return (column: Float64Array, { leave = false } = {}): Float64Array => {
    means.fill(0);
    for (let row = 0; row < codes.length; row++) means[codes[row]] += column[row];
    for (let level = 0; level < levels; level++) means[level] /= Math.max(1, counts[level]);
    if (!leave) for (let row = 0; row < codes.length; row++) column[row] -= means[codes[row]];
    return means;
  };
}

/** Projection on all factors: the first is eliminated, the effects of the others are found by conjugate gradients. */
function solve(factors: readonly Checked[], counts: readonly Float64Array[]) {
  const [first, ...others] = factors;
  const takeMeans = centre(first, counts[0]);
  const rows = first.codes.length;
  const places = others.map(({ levels }, j) => ({
    from: others.slice(0, j).reduce((sum, other) => sum + other.levels, 0),
    levels,
  }));
  const size = others.reduce((sum, { levels }) => sum + levels, 0);
  /** One over the rows of each level: the preconditioner. */
  const inverse = new Float64Array(size);
  places.forEach(({ from }, j) => {
    inverse.set(
      counts[j + 1].map((value) => (value > 0 ? 1 / value : 0)),
      from,
    );
  });
  const spread = new Float64Array(rows);
  const [effects, residual, direction, image] = [0, 1, 2, 3].map(() => new Float64Array(size));

  const lay = (levels: Float64Array) => {
    others.forEach(({ codes }, j) => {
      const own = levels.subarray(places[j].from);
      if (j === 0) for (let row = 0; row < rows; row++) spread[row] = own[codes[row]];
      else for (let row = 0; row < rows; row++) spread[row] += own[codes[row]];
    });
  };
  /** Sums over the levels of the other factors, of a column less its means over the first. */
  const gather = (column: Float64Array, means: Float64Array, into: Float64Array) => {
    into.fill(0);
    const home = first.codes;
    others.forEach(({ codes }, j) => {
      const own = into.subarray(places[j].from);
      for (let row = 0; row < rows; row++) own[codes[row]] += column[row] - means[home[row]];
    });
  };
  const length = () => {
    let sum = 0;
    for (let k = 0; k < size; k++) sum += residual[k] * residual[k] * inverse[k];
    return sum;
  };

  const settle = (column: Float64Array, enough: number) => {
    gather(column, takeMeans(column, { leave: true }), residual);
    let square = length();
    if (square <= enough) return;
    effects.fill(0);
    for (let k = 0; k < size; k++) direction[k] = residual[k] * inverse[k];
    for (let round = 0; square > enough; round++) {
      if (round === ROUNDS)
        throw new RangeError(`fixed effects did not settle in ${ROUNDS} rounds of conjugate gradients`);
      lay(direction);
      gather(spread, takeMeans(spread, { leave: true }), image);
      let curvature = 0;
      for (let k = 0; k < size; k++) curvature += direction[k] * image[k];
      if (!(curvature > 0)) break;
      const step = square / curvature;
      for (let k = 0; k < size; k++) {
        effects[k] += step * direction[k];
        residual[k] -= step * image[k];
      }
      const next = length();
      const share = next / square;
      square = next;
      for (let k = 0; k < size; k++) direction[k] = residual[k] * inverse[k] + share * direction[k];
    }
    lay(effects);
    for (let row = 0; row < rows; row++) column[row] -= spread[row];
  };

  return (column: Float64Array) => {
    takeMeans(column);
    let enough = 0;
    for (let row = 0; row < rows; row++) enough += column[row] * column[row];
    enough *= TOLERANCE * TOLERANCE;
    // The second time takes out what rounding left of the first.
    settle(column, enough);
    settle(column, enough);
    takeMeans(column);
  };
}
