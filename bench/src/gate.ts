/**
 * `npm run bench -- gate [people]`: a release of six instruments by eight attributes and all their pairs, checked
 * by the gate with both audits, at four sizes up to 100,000 people. Instruments are answered by seven in ten, some
 * values are rare, and a few people answer in no list.
 */

import { type Random, random } from '@abord/numbers';
import { type Draft, type DraftCell, type DraftTable, release } from '@abord/release';
import { solveWithHighs } from '../../packages/release/test/solveWithHighs.ts';

const INSTRUMENTS = ['work', 'gains', 'everyone', 'ethics', 'outlook', 'reflex'];
/** Shares of the values of each attribute; who is in none has not said. */
const ATTRIBUTES = [
  [0.4, 0.3, 0.15, 0.1, 0.04],
  [0.5, 0.2, 0.15, 0.1, 0.05],
  [0.6, 0.2, 0.1, 0.07, 0.03],
  [0.3, 0.3, 0.2, 0.15, 0.05],
  [0.2, 0.2, 0.2, 0.2, 0.2],
  [0.9, 0.05, 0.03, 0.015, 0.005],
  [0.35, 0.25, 0.2, 0.15, 0.05],
  [0.5, 0.45, 0.03, 0.015, 0.005],
];

export async function main([most = '100000']: readonly string[]): Promise<void> {
  release(draftOf(2_000, random(7)), { solve: solveWithHighs });
  console.log(
    'people · tables · cells · hidden (by two audits) · seconds, of which declared · linear programmes',
  );
  for (const part of [8, 4, 2, 1]) {
    const people = Math.round(Number(most) / part);
    const draft = draftOf(people, random(1));
    let programmes = 0;
    const begun = performance.now();
    const { refused, behind } = release(draft, {
      solve: (programme) => {
        programmes++;
        return solveWithHighs(programme);
      },
    });
    const took = performance.now() - begun;
    const why = new Map<string, number>();
    for (const { reason } of refused) why.set(reason, (why.get(reason) ?? 0) + 1);
    const reasons = [...why.entries()].map(([reason, count]) => `${count} ${reason}`).join(', ');
    console.log(
      `${people} · ${draft.tables.length} · ${behind.length + refused.length} · ${refused.length} (${reasons}) · ${(took / 1_000).toFixed(2)} · ${programmes}`,
    );
  }
}

function draftOf(people: number, source: Random): Draft {
  const profiles = ATTRIBUTES.map((shares) =>
    Int8Array.from({ length: people }, () => valueAt(shares, source())),
  );
  const tables = INSTRUMENTS.flatMap((instrument) => {
    const answered = Uint8Array.from({ length: people }, () => (source() < 0.7 ? 1 : 0));
    return tablesOf(instrument, answered, profiles);
  });
  return { question: 'all', population: people, reader: 'inside', facts: {}, tables };
}

function valueAt(shares: readonly number[], at: number): number {
  let sum = 0;
  for (const [value, share] of shares.entries()) {
    sum += share;
    if (at < sum) return value;
  }
  return -1;
}

function tablesOf(instrument: string, answered: Uint8Array, profiles: readonly Int8Array[]): DraftTable[] {
  const everyone = Int32Array.from(answered.keys()).filter((person) => answered[person] === 1);
  const cell = (id: string, people: Int32Array, within: readonly string[]): DraftCell => ({
    id,
    about: instrument,
    people,
    figures: { n: 1 },
    within,
  });
  const whole = `${instrument}/all`;
  const one = profiles.map((values, attribute) => ({
    key: `${instrument} ${attribute}`,
    kind: 'figure' as const,
    cells: ATTRIBUTES[attribute].map((_, value) =>
      cell(
        `${value}`,
        everyone.filter((person) => values[person] === value),
        [whole],
      ),
    ),
  }));
  const two = profiles.flatMap((_, a) =>
    profiles.slice(0, a).map((others, b) => ({
      key: `${instrument} ${a} by ${b}`,
      kind: 'crossed' as const,
      cells: one[a].cells.flatMap(({ people }, value) =>
        ATTRIBUTES[b].map((_, other) =>
          cell(
            `${value} ${other}`,
            (people as Int32Array).filter((person) => others[person] === other),
            [`${instrument} ${a}/${value}`, `${instrument} ${b}/${other}`],
          ),
        ),
      ),
    })),
  );
  return [{ key: instrument, kind: 'figure', cells: [cell('all', everyone, [])] }, ...one, ...two];
}
