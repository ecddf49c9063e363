import type { Votes } from '@abord/opinion';

/** What the Polis-like pipeline shows: points on its map and a group a person, -1 where in none. */
export interface PolisLike {
  readonly position: Float64Array;
  readonly groupOf: Int8Array;
  readonly groups: number;
}

/**
 * The peer of the benches: a reduced imitation of the Polis cold start (its math worker of October 2024).
 * Missing votes filled with the column mean, two principal components, each person projected from the
 * votes cast and stretched by √(statements / votes), 100 base clusters seeded in row order, weighted
 * k-means on their centres for k = 2 to 5, k by the silhouette over base clusters.
 */
export function polisLike(votes: Votes): PolisLike {
  const position = project(votes);
  const who = clustered(votes);
  const points = Array.from(who, (i) => [position[2 * i], position[2 * i + 1]] as Point);
  const base = kMeans(points, new Float64Array(points.length).fill(1), 100, 100);
  const sizes = new Float64Array(base.centres.length);
  for (const b of base.labels) sizes[b]++;

  let best: { quality: number; labels: Int32Array; k: number } = {
    quality: -Infinity,
    labels: new Int32Array(base.centres.length),
    k: 1,
  };
  const most = Math.min(5, 2 + Math.floor(base.centres.length / 12));
  for (let k = 2; k <= most; k++) {
    const { labels } = kMeans(base.centres, sizes, k, 20);
    const quality = silhouette(base.centres, labels, k);
    if (quality > best.quality) best = { quality, labels, k };
  }
  const groupOf = new Int8Array(votes.participants.length).fill(-1);
  who.forEach((i, p) => {
    groupOf[i] = best.labels[base.labels[p]];
  });
  return { position, groupOf, groups: best.k };
}

type Point = readonly [number, number];

/** People with at least 7 votes; if they are fewer than 15, the most active of the others as well. */
function clustered(votes: Votes): number[] {
  const count = (i: number) => votes.offsets[i + 1] - votes.offsets[i];
  const everyone = votes.participants.map((_, i) => i);
  const enough = everyone.filter((i) => count(i) >= Math.min(7, votes.statements.length));
  if (enough.length >= 15) return enough;
  return everyone
    .sort((a, b) => count(b) - count(a) || a - b)
    .slice(0, 15)
    .sort((a, b) => a - b);
}

function project(votes: Votes): Float64Array {
  const { offsets, statement, value } = votes;
  const n = votes.participants.length;
  const m = votes.statements.length;
  const mean = new Float64Array(m);
  const seen = new Float64Array(m);
  for (let v = 0; v < value.length; v++) {
    mean[statement[v]] += value[v];
    seen[statement[v]]++;
  }
  for (let j = 0; j < m; j++) if (seen[j] > 0) mean[j] /= seen[j];

  let basis = new Float64Array(2 * m);
  for (let j = 0; j < m; j++) {
    basis[2 * j] = 1 + (j % 7);
    basis[2 * j + 1] = 1 - (j % 5);
  }
  orthonormalise(basis);
  for (let round = 0; round < 200; round++) {
    const next = new Float64Array(2 * m);
    for (let i = 0; i < n; i++) {
      let x = 0;
      let y = 0;
      for (let v = offsets[i]; v < offsets[i + 1]; v++) {
        const centred = value[v] - mean[statement[v]];
        x += centred * basis[2 * statement[v]];
        y += centred * basis[2 * statement[v] + 1];
      }
      for (let v = offsets[i]; v < offsets[i + 1]; v++) {
        const centred = value[v] - mean[statement[v]];
        next[2 * statement[v]] += centred * x;
        next[2 * statement[v] + 1] += centred * y;
      }
    }
    orthonormalise(next);
    let moved = 0;
    for (let k = 0; k < next.length; k++) moved = Math.max(moved, Math.abs(next[k] - basis[k]));
    basis = next;
    if (moved < 1e-9) break;
  }

  const position = new Float64Array(2 * n);
  for (let i = 0; i < n; i++) {
    const cast = offsets[i + 1] - offsets[i];
    if (cast === 0) continue;
    const stretch = Math.sqrt(m / cast);
    for (let v = offsets[i]; v < offsets[i + 1]; v++) {
      const centred = value[v] - mean[statement[v]];
      position[2 * i] += stretch * centred * basis[2 * statement[v]];
      position[2 * i + 1] += stretch * centred * basis[2 * statement[v] + 1];
    }
  }
  return position;
}

function orthonormalise(basis: Float64Array): void {
  const dot = (a: number, b: number) => {
    let sum = 0;
    for (let k = 0; k < basis.length; k += 2) sum += basis[k + a] * basis[k + b];
    return sum;
  };
  const first = Math.sqrt(dot(0, 0)) || 1;
  for (let k = 0; k < basis.length; k += 2) basis[k] /= first;
  const shared = dot(0, 1);
  for (let k = 0; k < basis.length; k += 2) basis[k + 1] -= shared * basis[k];
  const second = Math.sqrt(dot(1, 1)) || 1;
  for (let k = 0; k < basis.length; k += 2) basis[k + 1] /= second;
}

/** Lloyd's algorithm from the first k distinct points. */
function kMeans(
  points: readonly Point[],
  weights: Float64Array,
  k: number,
  rounds: number,
): { centres: Point[]; labels: Int32Array } {
  let centres: Point[] = [];
  const known = new Set<string>();
  for (const point of points) {
    if (centres.length === k) break;
    if (!known.has(`${point}`)) centres.push(point);
    known.add(`${point}`);
  }
  const labels = new Int32Array(points.length);
  for (let round = 0; round < rounds; round++) {
    points.forEach((point, p) => {
      labels[p] = nearest(centres, point);
    });
    const sums = centres.map(() => [0, 0, 0]);
    points.forEach((point, p) => {
      const sum = sums[labels[p]];
      sum[0] += weights[p] * point[0];
      sum[1] += weights[p] * point[1];
      sum[2] += weights[p];
    });
    const next = sums.map((s, c): Point => (s[2] > 0 ? [s[0] / s[2], s[1] / s[2]] : centres[c]));
    const still = next.every((c, at) => distance(c, centres[at]) < 0.01);
    centres = next;
    if (still) break;
  }
  return { centres, labels };
}

function nearest(centres: readonly Point[], point: Point): number {
  let best = 0;
  let least = Infinity;
  for (let c = 0; c < centres.length; c++) {
    const d = distance(centres[c], point);
    if (d < least) {
      least = d;
      best = c;
    }
  }
  return best;
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

/** Mean silhouette, unweighted; a point alone in its cluster counts 0. */
function silhouette(points: readonly Point[], labels: Int32Array, k: number): number {
  let total = 0;
  for (let p = 0; p < points.length; p++) {
    const sum = new Float64Array(k);
    const count = new Float64Array(k);
    for (let q = 0; q < points.length; q++) {
      if (q === p) continue;
      sum[labels[q]] += distance(points[p], points[q]);
      count[labels[q]]++;
    }
    const own = labels[p];
    if (count[own] === 0) continue;
    let other = Infinity;
    for (let c = 0; c < k; c++) if (c !== own && count[c] > 0) other = Math.min(other, sum[c] / count[c]);
    if (other === Infinity) continue;
    const inside = sum[own] / count[own];
    total += (other - inside) / Math.max(other, inside, 1e-300);
  }
  return total / points.length;
}
