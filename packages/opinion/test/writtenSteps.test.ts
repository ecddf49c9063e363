import { readFileSync } from 'node:fs';
import { random } from '@abord/numbers';
import { expect, test } from 'vitest';
import { writtenSteps as written } from '../scripts/writeSteps.ts';
import { plainSteps, type Workspace } from '../src/plainSteps.ts';
import { recordLayout } from '../src/record.ts';
import { writtenSteps } from '../src/writtenSteps.ts';

test('the file of written-out steps is what its script writes', () => {
  expect(readFileSync(new URL('../src/writtenSteps.ts', import.meta.url), 'utf8')).toBe(written());
});

test.each(Object.keys(writtenSteps).map(Number))(
  'SPEC F7: steps of size %i, written out, do what the plain loops do',
  (size) => {
    const layout = recordLayout(size);
    const source = random(size);
    const some = (count: number) => Float64Array.from({ length: count }, () => source() - 0.3);
    const statements = 5;
    const value = Int8Array.of(1, -1, 0, 1, -1);
    const votes = {
      participants: ['a'],
      statements: ['1', '2', '3', '4', '5'],
      offsets: Int32Array.of(0, statements),
      statement: Int32Array.of(0, 1, 2, 3, 4),
      value,
      weight: Float64Array.of(1),
    };
    // Records as writeRecord leaves them: means twice, padding zero.
    const record = (): Float64Array => {
      const entries = new Float64Array(layout.stride);
      entries.set(some(((size + 1) * (size + 2)) / 2));
      entries[0] = 1;
      for (let r = 0; r < size; r++)
        entries[layout.means + r] = entries[r === 0 ? 0 : ((r + 1) * (r + 2)) / 2];
      return entries;
    };
    const records = Float64Array.from(Array.from({ length: statements }, record).flatMap((r) => [...r]));
    const own = record();
    const pairing = own.map(Math.abs);
    for (const blend of [0, 0.5]) {
      const [plain, quick] = [plainSteps, writtenSteps[size]].map((steps) => {
        const work: Workspace = {
          layout,
          record: own.slice(),
          pairing: pairing.slice(),
          gathered: new Float64Array(layout.stride).fill(7),
          curvatures: new Float64Array(statements),
          targets: new Float64Array(statements),
        };
        const sums = new Float64Array(statements * layout.stride);
        steps.hear(votes, 0, statements, records.map(Math.abs), blend, work);
        steps.tell(votes, 0, statements, 1.5, sums, work);
        return [...work.gathered, ...work.curvatures, ...work.targets, ...sums];
      });
      quick.forEach((entry, k) => {
        expect(entry).toBeCloseTo(plain[k], 12);
      });
    }
  },
);
