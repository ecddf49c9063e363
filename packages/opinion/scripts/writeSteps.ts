import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { recordLayout } from '../src/record.ts';

const SIZES = [1, 4, 6];

/**
 * The text of src/writtenSteps.ts: the loops of plainSteps.ts with every step written out, for the sizes
 * (intercept and factors) that fits use, twice as quick. Run this file to write it anew.
 */
export function writtenSteps(): string {
  return `// Written by scripts/writeSteps.ts. Change that, or plainSteps.ts beside it, never this.
import { expandVotes } from './expandVotes.ts';
import type { Steps, Workspace } from './plainSteps.ts';
import type { Votes } from './votes.ts';
${SIZES.map(stepsOf).join('')}
/** By size: intercept and factors. */
export const writtenSteps: Readonly<Record<number, Steps>> = {
${SIZES.map((size) => `  ${size}: { hear: hear${size}, tell: tell${size} },`).join('\n')}
};
`;
}

function stepsOf(size: number): string {
  const { means, stride } = recordLayout(size);
  const packed = each(((size + 1) * (size + 2)) / 2);
  const own = each(size).map((r) => ({ at: means + r, from: r === 0 ? 0 : ((r + 1) * (r + 2)) / 2 }));
  const lines = (parts: readonly string[]) => parts.join('\n');
  const plus = (base: string, k: number) => (k === 0 ? base : `${base} + ${k}`);
  return `
function hear${size}(
  { statement, value }: Votes,
  start: number,
  end: number,
  records: Float64Array,
  blend: number,
  { pairing, gathered, curvatures, targets }: Workspace,
): void {
  for (let v = start; v < end; v++) {
    if (value[v] === 0) continue;
    const at = statement[v] * ${stride};
${lines(packed.map((k) => `    const r${k} = records[${plus('at', k)}];`))}
    let square = 0;
${lines(chunks(packed).map((part) => `    square += ${part.map((k) => `pairing[${k}] * r${k}`).join(' + ')};`))}
    let mean = r1;
${lines(chunks(own).map((part) => `    mean += ${part.map(({ at, from }) => `pairing[${at}] * r${from}`).join(' + ')};`))}
    curvatures[v - start] = square;
    targets[v - start] = mean;
  }
  expandVotes(value, start, end, blend, curvatures, targets);
  gathered.fill(0);
  for (let v = start; v < end; v++) {
    if (value[v] === 0) continue;
    const at = statement[v] * ${stride};
    const omega = curvatures[v - start];
    const eta = targets[v - start];
${lines(packed.map((k) => `    const r${k} = records[${plus('at', k)}];`))}
${lines(packed.map((k) => `    gathered[${k}] += omega * r${k};`))}
${lines(own.map(({ at, from }) => `    gathered[${at}] += eta * r${from};`))}
  }
}

function tell${size}(
  { statement, value }: Votes,
  start: number,
  end: number,
  weight: number,
  sums: Float64Array,
  { record, curvatures, targets }: Workspace,
): void {
${lines(packed.map((k) => `  const r${k} = weight * record[${k}];`))}
  for (let v = start; v < end; v++) {
    if (value[v] === 0) continue;
    const at = statement[v] * ${stride};
    const omega = curvatures[v - start];
    const eta = targets[v - start];
${lines(packed.map((k) => `    sums[${plus('at', k)}] += omega * r${k};`))}
${lines(own.map(({ at, from }) => `    sums[at + ${at}] += eta * r${from};`))}
  }
}
`;
}

function each(count: number): number[] {
  return Array.from({ length: count }, (_, k) => k);
}

function chunks<T>(items: readonly T[]): T[][] {
  return each(Math.ceil(items.length / 4)).map((k) => items.slice(4 * k, 4 * k + 4));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(new URL('../src/writtenSteps.ts', import.meta.url), writtenSteps());
}
