import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Release, type Released, release, reopen } from '../src/index.ts';

type Opened = Release<{ readonly title: string }, { readonly debate: { readonly votes: number } }>;

const frozen = release({
  question: 'everyone',
  population: 9,
  reader: 'outside',
  facts: { title: 'essai' },
  tables: [
    {
      key: 'debate',
      kind: 'figure',
      cells: [{ id: 'all', about: 'heard', people: [0, 1, 2, 3, 4, 5, 6, 7, 8], figures: { votes: 40 } }],
    },
  ],
});

const votesOf = (released: Released<Opened>): number => released.tables.debate.cells[0].votes;

describe('reopen', () => {
  test('R6: bytes and hash give the release back', () => {
    expect(votesOf(reopen<Opened>(frozen.bytes, frozen.hash))).toBe(40);
  });

  test('R6: one changed byte is refused', () => {
    const changed = Uint8Array.from(frozen.bytes);
    changed[changed.length - 3] ^= 1;
    expect(() => reopen<Opened>(changed, frozen.hash)).toThrow('changed after it was frozen');
  });

  test('R7: a format of another version is refused', () => {
    const bytes = new TextEncoder().encode('{"format":2}');
    const hash = createHash('sha256').update(bytes).digest('hex');
    expect(() => reopen<Opened>(bytes, hash)).toThrow('format 2');
  });

  test('R9: a plain object of the same shape is not a release', () => {
    const plain: Opened = reopen<Opened>(frozen.bytes, frozen.hash);
    // @ts-expect-error only `reopen` makes the right to show a figure
    expect(votesOf(plain)).toBe(40);
  });
});
