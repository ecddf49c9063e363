import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as effect from '../src/index.ts';

const FOLDER = new URL('../src/', import.meta.url);

/** Examples of docstrings that need no data but their own: code, what it gives, what is told of it. */
const examples = readdirSync(FOLDER)
  .map((file) => readFileSync(new URL(file, FOLDER), 'utf8'))
  .flatMap((text) => {
    const lines = /@example\n(.*?)\*\//s.exec(text)?.[1].replaceAll(/^ \* ?/gm, '') ?? '';
    const [code, told] = lines.split('// ').map((part) => part.trim());
    if (told === undefined) return [];
    try {
      const value: unknown = new Function(...Object.keys(effect), `return ${code}`)(...Object.values(effect));
      return [{ code, told, value }];
    } catch (error) {
      if (error instanceof ReferenceError) return [];
      throw error;
    }
  });

/** All numbers of a value, in the order in which it says them. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(numbersIn) : [];
}

test.for(examples)('$code gives $told', ({ code, told, value }) => {
  const numbers = told.replaceAll(/['`].*?['`]/g, '').match(/-?\d+(?:\.\d+)?/g) ?? [];
  const found = numbersIn(value);
  let from = 0;
  // Each is one of the value's, rounded as it is written, in the same order; after one number alone stands a remark.
  for (const number of /^\d/.test(told) ? numbers.slice(0, 1) : numbers) {
    const digits = number.split('.')[1]?.length ?? 0;
    const place = found.findIndex((one, k) => k >= from && one.toFixed(digits) === number);
    expect(place, `${number} of ${code}`).toBeGreaterThanOrEqual(0);
    from = place + 1;
  }
});

test('every example of figures alone is among them', () => {
  expect(examples.length).toBe(15);
});
