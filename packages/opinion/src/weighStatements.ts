import { hash32 } from '@abord/numbers';
import { invertPacked } from './invertPacked.ts';
import type { Model } from './model.ts';
import { honestSpread } from './statements/honestSpread.ts';
import { type Stances, stancesInCamps, stancesOfAll, stancesOnLine } from './statements/stances.ts';
import type { Votes } from './votes.ts';

/** People and the ends of the line, or the camps, they stand at: what `shapeOf` says of them. */
export interface Standing {
  /** Ids in order; `between` is no end. `low` and `high` are the ends of the model's first axis. */
  readonly segmentIds: readonly string[];
  /** Index in `segmentIds` of the segment each person is counted in, -1 for none. */
  readonly segmentOf: ArrayLike<number>;
  /** people × ends: probability of standing there. Empty when there are no ends. */
  readonly membership: ArrayLike<number>;
  readonly model: Model;
  /** One a vote: the probability with which `nextStatement` showed it; absent where it is not known. */
  readonly shownProbability?: ArrayLike<number>;
}

/** For each end (or for everybody, when there are no ends) and statement: who would agree, and how sure. */
export interface Evidence {
  readonly ends: readonly string[];
  /** ends × statements: share who would say yes had everybody there been asked. */
  readonly share: Float64Array;
  /** ends × statements: the same by the model alone, strictly between 0 and 1. */
  readonly expected: Float64Array;
  /** statements × ends × ends: covariance of the errors of `share`. */
  readonly covariance: Float64Array;
  /** ends: people who stand there (sum of weights times membership). */
  readonly people: Float64Array;
}
const SAMPLE = 1000;
export function weighStatements(votes: Votes, standing: Standing): Evidence {
  const model = honestSpread(votes, standing.model);
  const { offsets, statement, value, weight } = votes;
  const n = votes.participants.length;
  const m = votes.statements.length;
  const size = model.factors + 1;
  const packed = (size * (size + 1)) / 2;
  const ends = standing.segmentIds.filter((id) => id !== 'between');
  const stances = stancesOf(votes, { ...standing, model }, ends);
  const E = stances.ends;
  const answer = answering(votes);
  const inSample = sampleOf(votes, SAMPLE);

  // Everybody: people × all statements (on the sample).
  const popStride = 5 + size;
  const pop = new Float64Array(E * m * popStride);
  // Those asked.
  const obsStride = 4 + 5 * size;
  const obs = new Float64Array(E * m * obsStride);
  const information = new Float64Array(m * packed);
  const counted = new Float64Array(m);
  const pairR = new Float64Array(m * E * E);
  const pairV = new Float64Array(m * E * E * 3);
  const pairM = new Float64Array(E * E);
  const people = new Float64Array(E);
  const sampled = new Float64Array(E);
  const squares = new Float64Array(E);
  const fuzzy = new Float64Array(E);
  let sampledWeight = 0;
  let totalWeight = 0;

  const level = model.statementMean;
  // E-less second moments of the loadings with the constant 1 first, off-diagonals doubled.
  const quad = new Float64Array(m * packed);
  for (let j = 0; j < m; j++)
    for (let r = 0, k = j * packed; r < size; r++)
      for (let c = 0; c <= r; c++, k++) {
        const a = r === 0 ? 1 : level[j * size + r];
        const b = c === 0 ? 1 : level[j * size + c];
        quad[k] = (r === c ? 1 : 2) * a * b;
      }
  const agree = new Float64Array(E);
  const kappa = new Float64Array(E);
  const doubt = new Float64Array(E);
  const pull = new Float64Array(size);
  const centre = new Float64Array(size);
  const { membership, mean, cov } = stances;

  for (let i = 0; i < n; i++) {
    stances.read(i);
    const w = weight[i];
    totalWeight += w;
    for (let s = 0; s < E; s++) people[s] += w * membership[s];
    const propensity = answer.person[i];
    if (inSample[i]) {
      sampledWeight += w;
      for (let s = 0; s < E; s++) {
        sampled[s] += w * membership[s];
        squares[s] += w * w * membership[s] * membership[s];
        fuzzy[s] += w * w * membership[s] * (1 - membership[s]);
        for (let t = 0; t < s; t++) pairM[s * E + t] += w * w * membership[s] * membership[t];
      }
      for (let j = 0; j < m; j++) {
        const a = answerRate(answer.statement[j], propensity);
        for (let s = 0; s < E; s++) {
          const ms = membership[s];
          if (ms === 0) {
            agree[s] = 0;
            continue;
          }
          let z = level[j * size] + mean[s * size];
          for (let d = 1; d < size; d++) z += level[j * size + d] * mean[s * size + d];
          let v = 0;
          for (let k = 0; k < packed; k++) v += quad[j * packed + k] * cov[s * packed + k];
          const kp = 1 / Math.sqrt(1 + 0.39269908169872414 * v);
          const q = 1 / (1 + Math.exp(-kp * z));
          const aq = a * q;
          agree[s] = aq;
          const o = (s * m + j) * popStride;
          const spread = kp * q * (1 - q);
          pop[o] += w * ms * aq;
          pop[o + 1] += w * w * ms * (1 - ms) * aq * aq;
          pop[o + 2] += w * w * ms * (1 - ms) * aq;
          pop[o + 3] += w * w * ms * a * a * (q * (1 - q) - spread);
          pop[o + 4] += w * w * ms * ms * aq * aq;
          const g = w * ms * a * spread;
          pop[o + 5] += g;
          for (let d = 1; d < size; d++) pop[o + 5 + d] += g * mean[s * size + d];
        }
        for (let s = 1; s < E; s++)
          for (let t = 0; t < s; t++) {
            const b = w * w * membership[s] * membership[t];
            if (b === 0) continue;
            const o = (j * E * E + s * E + t) * 3;
            pairV[o] += b * agree[s] * agree[t];
            pairV[o + 1] += b * agree[s];
            pairV[o + 2] += b * agree[t];
          }
      }
    }
    const draws = offsets[i + 1] - offsets[i];
    for (let at = offsets[i]; at < offsets[i + 1]; at++) {
      const j = statement[at];
      const yes = value[at] === 1 ? 1 : 0;
      const a = answerRate(answer.statement[j], propensity);
      const p = standing.shownProbability === undefined ? 1 : standing.shownProbability[at];
      const design =
        standing.shownProbability === undefined ? w : w / (1 - (1 - Math.min(p, 0.999)) ** draws);
      centre.fill(0);
      let mixed = 0;
      let mass = 0;
      let bend = 0;
      let square = 0;
      for (let s = 0; s < E; s++) {
        const ms = membership[s];
        agree[s] = 0;
        if (ms === 0) continue;
        let z = level[j * size] + mean[s * size];
        for (let d = 1; d < size; d++) z += level[j * size + d] * mean[s * size + d];
        let v = 0;
        for (let k = 0; k < packed; k++) v += quad[j * packed + k] * cov[s * packed + k];
        const kp = 1 / Math.sqrt(1 + 0.39269908169872414 * v);
        const q = 1 / (1 + Math.exp(-kp * z));
        kappa[s] = kp;
        doubt[s] = v;
        agree[s] = q;
        mixed += ms * q;
        square += ms * q * q;
        bend += ms * (2 * kp - 1) * q * (1 - q);
        mass += ms;
        for (let d = 1; d < size; d++) centre[d] += ms * mean[s * size + d];
      }
      if (mass === 0) continue;
      mixed /= mass;
      const learnt = Math.max(
        0.1 * mixed * (1 - mixed),
        bend / mass - Math.max(0, square / mass - mixed * mixed),
      );
      centre[0] = 1;
      for (let d = 1; d < size; d++) centre[d] /= mass;
      const answered = value[at] !== 0;
      pull.fill(0);
      if (answered) {
        counted[j]++;
        const c = w * w * learnt;
        for (let r = 0, k = j * packed; r < size; r++)
          for (let t = 0; t <= r; t++, k++) information[k] += c * centre[r] * centre[t];
        for (let s = 0; s < E; s++) {
          const e = (membership[s] * (yes - agree[s])) / mass;
          pull[0] += e;
          for (let d = 1; d < size; d++) pull[d] += e * mean[s * size + d];
        }
      }
      for (let s = 0; s < E; s++) {
        const ms = membership[s];
        if (ms === 0) continue;
        const o = (s * m + j) * obsStride;
        const c = design * ms;
        obs[o] += c;
        obs[o + 1] += c * c;
        obs[o + 2] += c * yes;
        obs[o + 3] += c * a * agree[s];
        const g = c * a * kappa[s] * agree[s] * (1 - agree[s]);
        obs[o + 4] += g;
        for (let d = 1; d < size; d++) obs[o + 4 + d] += g * mean[s * size + d];
        if (answered) {
          const bent = kappa[s] * agree[s] * (1 - agree[s]);
          const follow = a * bent * bent * doubt[s];
          for (let d = 0; d < size; d++) {
            const place = d === 0 ? 1 : mean[s * size + d];
            const swing = ms * ((yes - agree[s]) * place - pull[d]);
            const f = ms * follow * place;
            obs[o + 4 + size + d] += c * w * learnt * centre[d];
            obs[o + 4 + 2 * size + d] += design * (swing * (yes - a * agree[s]) + f);
            obs[o + 4 + 3 * size + d] += w * (swing * a * agree[s] - f);
            obs[o + 4 + 4 * size + d] += w * swing;
          }
        }
        for (let t = 0; t <= s; t++) {
          const both = mixed * (1 - agree[s]) * (1 - agree[t]) + (1 - mixed) * agree[s] * agree[t];
          pairR[j * E * E + s * E + t] +=
            c * design * membership[t] * a * (a * kappa[s] * kappa[t] * both + (1 - a) * mixed);
        }
      }
    }
  }

  // Close the sums.
  const share = new Float64Array(E * m);
  const expected = new Float64Array(E * m);
  const covariance = new Float64Array(m * E * E);
  const scaleUp = sampledWeight > 0 ? totalWeight / sampledWeight : 1;
  const missing = 1 - sampledWeight / totalWeight;
  const gradient = new Float64Array(E * size);
  const c = new Float64Array(packed);
  const moved = new Float64Array(E * size);
  const faith = new Float64Array(E);
  for (let j = 0; j < m; j++) {
    for (let k = 0; k < packed; k++) c[k] = information[j * packed + k];
    for (let r = 0; r < size; r++)
      c[(r * (r + 3)) / 2] += 1 / (r === 0 ? model.levelVariance : model.strength[r - 1]);
    invertPacked(c, size);
    let used = 0;
    for (let r = 0, k = 0; r < size; r++)
      for (let t = 0; t <= r; t++, k++) used += (r === t ? 1 : 2) * c[k] * information[j * packed + k];
    const lift = counted[j] / Math.max(1, counted[j] - used);
    for (let s = 0; s < E; s++) {
      const o = (s * m + j) * popStride;
      const b = (s * m + j) * obsStride;
      const asked = obs[b];
      const q = pop[o] / sampled[s];
      const heard = asked > 0 ? (asked * asked) / obs[b + 1] : 0;
      faith[s] = heard / (heard + 1);
      expected[s * m + j] = q;
      share[s * m + j] = q + (asked > 0 ? (faith[s] * (obs[b + 2] - obs[b + 3])) / asked : 0);
      for (let d = 0; d < size; d++) {
        gradient[s * size + d] =
          pop[o + 5 + d] / sampled[s] +
          (obs[b + 4 + 3 * size + d] - q * obs[b + 4 + 4 * size + d]) / people[s];
        if (asked > 0)
          gradient[s * size + d] += (faith[s] * (obs[b + 4 + 2 * size + d] - obs[b + 4 + d])) / asked;
      }
      for (let r = 0; r < size; r++) {
        moved[s * size + r] = 0;
        for (let t = 0; t < size; t++)
          moved[s * size + r] +=
            c[r > t ? (r * (r + 1)) / 2 + t : (t * (t + 1)) / 2 + r] * gradient[s * size + t];
      }
    }
    for (let s = 0; s < E; s++)
      for (let t = 0; t <= s; t++) {
        const os = (s * m + j) * popStride;
        const bs = (s * m + j) * obsStride;
        const bt = (t * m + j) * obsStride;
        let sum = 0;
        for (let d = 0; d < size; d++) sum += gradient[s * size + d] * moved[t * size + d];
        if (obs[bs] > 0 && obs[bt] > 0) {
          sum += (lift * faith[s] * faith[t] * pairR[j * E * E + s * E + t]) / (obs[bs] * obs[bt]);
          for (let d = 0; d < size; d++)
            sum +=
              (faith[s] * moved[t * size + d] * obs[bs + 4 + size + d]) / obs[bs] +
              (faith[t] * moved[s * size + d] * obs[bt + 4 + size + d]) / obs[bt];
        }
        const theta = expected[s * m + j];
        if (s === t) {
          const fuzz = pop[os + 1] - 2 * theta * pop[os + 2] + theta * theta * fuzzy[s] + pop[os + 3];
          sum += (Math.max(0, fuzz) * scaleUp) / people[s] ** 2;
          sum += (missing * Math.max(0, pop[os + 4] - theta * theta * squares[s])) / sampled[s] ** 2;
        } else {
          const o = (j * E * E + s * E + t) * 3;
          const other = expected[t * m + j];
          sum -=
            ((pairV[o] - other * pairV[o + 1] - theta * pairV[o + 2] + theta * other * pairM[s * E + t]) *
              scaleUp) /
            (people[s] * people[t]);
        }
        covariance[j * E * E + s * E + t] = sum;
        covariance[j * E * E + t * E + s] = sum;
      }
  }
  return { ends, share, expected, covariance, people };
}

function stancesOf(votes: Votes, standing: Standing, ends: readonly string[]): Stances {
  if (ends.length < 2) return stancesOfAll(standing.model);
  if (ends[0] === 'low') return stancesOnLine(standing.model);
  return stancesInCamps(standing.model, ends.length, standing.membership, votes.weight);
}

/** How often a statement, and a person beside the average, is answered rather than passed. */
function answering(votes: Votes): { statement: Float64Array; person: Float64Array } {
  const m = votes.statements.length;
  const seen = new Float64Array(m);
  const passed = new Float64Array(m);
  let all = 0;
  for (let v = 0; v < votes.value.length; v++) {
    seen[votes.statement[v]]++;
    if (votes.value[v] === 0) {
      passed[votes.statement[v]]++;
      all++;
    }
  }
  const rate = (all + 0.5) / (votes.value.length + 1);
  const statement = passed.map((count, j) => (count + 4 * rate) / (seen[j] + 4));
  const person = new Float64Array(votes.participants.length);
  for (let i = 0; i < person.length; i++) {
    let got = 0;
    let due = 0;
    for (let v = votes.offsets[i]; v < votes.offsets[i + 1]; v++) {
      got += votes.value[v] === 0 ? 1 : 0;
      due += statement[votes.statement[v]];
    }
    person[i] = (got + 2) / (due + 2);
  }
  return { statement, person };
}

function answerRate(passRate: number, propensity: number): number {
  return Math.max(0.02, 1 - passRate * propensity);
}

function sampleOf(votes: Votes, limit: number): Uint8Array {
  const n = votes.participants.length;
  const chosen = new Uint8Array(n);
  if (n <= limit) return chosen.fill(1);
  const keys = Uint32Array.from(votes.participants, (id) => hash32(id));
  const order = Uint32Array.from(keys, (_, i) => i).sort((a, b) => keys[a] - keys[b] || a - b);
  for (let k = 0; k < limit; k++) chosen[order[k]] = 1;
  return chosen;
}
