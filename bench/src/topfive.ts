import { random, randomInteger, shuffle } from '@abord/numbers';
import { contentSeed, fit, polisCompatible, scoreStatements, shapeOf, type Votes } from '@abord/opinion';
import { CONVERSATIONS, conversation } from './conversations.ts';
import { polisLike } from './polisLike.ts';

const TOP = 5;

/**
 * `npm run bench -- topfive [SEED] [DRAWS]`: do five statements of common ground stand up? Abord's (lower bound
 * of `bridge`) beside Polis's (group-informed product on Polis-like groups), on the open conversations. Overlap
 * with the full list under bootstrap; overlap of the lists of two halves; and the smallest agreement that the
 * five of one half find in the other half, over that half's Polis-like groups and over its own ends.
 */
export async function main(): Promise<void> {
  const seed = Number(process.argv[3] ?? 1);
  const draws = Number(process.argv[4] ?? 8);
  console.log(`Top five of common ground, ${draws} bootstraps and ${draws} half-splits, seed ${seed}`);
  console.log('                                  bootstrap      halves         other half: groups  ends');
  console.log('                                  Abord  Polis   Abord  Polis   Abord  Polis   Abord  Polis');
  const means = new Float64Array(8);
  for (const name of CONVERSATIONS) {
    const row = rowFor(conversation(name), seed, draws);
    row.forEach((value, k) => {
      means[k] += value / CONVERSATIONS.length;
    });
    print(name, row);
  }
  print('mean', means);
}

function print(name: string, row: ArrayLike<number>): void {
  const cells = Array.from(row, (value, k) => value.toFixed(3) + (k % 2 === 1 ? '   ' : '  '));
  console.log(`${name.padEnd(33)} ${cells.join('')}`);
}

function rowFor(votes: Votes, seed: number, draws: number): Float64Array {
  const row = new Float64Array(8);
  const source = random(seed);
  const n = votes.participants.length;
  const full = [abordTop(votes), polisTop(votes)];
  for (let draw = 0; draw < draws; draw++) {
    const again = pick(
      votes,
      Array.from({ length: n }, () => randomInteger(source, n)),
    );
    [abordTop(again), polisTop(again)].forEach((top, k) => {
      row[k] += overlap(top, full[k]) / draws;
    });
    const people = shuffle(
      source,
      Array.from({ length: n }, (_, i) => i),
    );
    const halves = [people.slice(0, n >> 1), people.slice(n >> 1)].map((half) => pick(votes, half));
    const tops = halves.map((half) => [abordTop(half), polisTop(half)]);
    for (let k = 0; k < 2; k++) {
      row[2 + k] += overlap(tops[0][k], tops[1][k]) / draws;
      halves.forEach((_, h) => {
        row[4 + k] += agreementIn(halves[1 - h], tops[h][k], polisLike(halves[1 - h]).groupOf) / draws / 2;
        row[6 + k] += agreementIn(halves[1 - h], tops[h][k], sidesOf(halves[1 - h])) / draws / 2;
      });
    }
  }
  return row;
}

function abordTop(votes: Votes): number[] {
  const seed = contentSeed(votes);
  const model = fit(votes, { seed });
  const figures = scoreStatements(votes, { ...shapeOf(votes, { seed, subsamples: 0, model }), model });
  return best(figures.map(({ bridge }) => bridge.low));
}

function polisTop(votes: Votes): number[] {
  const { groupOf, groups } = polisLike(votes);
  const { statements } = polisCompatible(votes, {
    ids: Array.from({ length: groups }, (_, g) => String(g)),
    groupOf,
    extremity: votes.statements.map(() => 0),
  });
  return best(statements.map(({ groupInformedAgree }) => groupInformedAgree));
}

function best(scores: readonly number[]): number[] {
  return Array.from(scores, (_, j) => j)
    .sort((a, b) => scores[b] - scores[a])
    .slice(0, TOP);
}

function overlap(a: readonly number[], b: readonly number[]): number {
  return a.filter((j) => b.includes(j)).length / TOP;
}

function sidesOf(votes: Votes): Int8Array {
  const model = fit(votes, { seed: 1 });
  return Int8Array.from(votes.participants, (_, i) =>
    model.personMean[i * (model.factors + 1) + 1] > 0 ? 1 : 0,
  );
}

/** Mean over the statements of the smallest agreement, agree / (agree + disagree) smoothed, over the groups. */
function agreementIn(votes: Votes, statements: readonly number[], groupOf: ArrayLike<number>): number {
  const groups = Math.max(...Array.from(groupOf)) + 1;
  const agree = new Float64Array(groups * votes.statements.length);
  const all = new Float64Array(groups * votes.statements.length);
  for (let i = 0; i < votes.participants.length; i++) {
    if (groupOf[i] < 0) continue;
    for (let v = votes.offsets[i]; v < votes.offsets[i + 1]; v++) {
      if (votes.value[v] === 0) continue;
      const at = groupOf[i] * votes.statements.length + votes.statement[v];
      all[at]++;
      if (votes.value[v] === 1) agree[at]++;
    }
  }
  const smallest = statements.map((j) => {
    let least = 1;
    for (let g = 0; g < groups; g++) {
      const at = g * votes.statements.length + j;
      least = Math.min(least, (agree[at] + 1) / (all[at] + 2));
    }
    return least;
  });
  return smallest.reduce((a, b) => a + b, 0) / statements.length;
}

/** The people named, in that order and as often as named, under new ids. */
function pick(votes: Votes, people: readonly number[]): Votes {
  const offsets = new Int32Array(people.length + 1);
  people.forEach((i, k) => {
    offsets[k + 1] = offsets[k] + votes.offsets[i + 1] - votes.offsets[i];
  });
  const statement = new Int32Array(offsets[people.length]);
  const value = new Int8Array(statement.length);
  people.forEach((i, k) => {
    statement.set(votes.statement.subarray(votes.offsets[i], votes.offsets[i + 1]), offsets[k]);
    value.set(votes.value.subarray(votes.offsets[i], votes.offsets[i + 1]), offsets[k]);
  });
  return {
    participants: people.map((_, k) => String(k)),
    statements: votes.statements,
    offsets,
    statement,
    value,
    weight: new Float64Array(people.length).fill(1),
  };
}
