import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InputError } from './InputError.ts';
import { readCsv } from './readCsv.ts';

async function* pieces(content: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}

async function records(content: string | Uint8Array, size = 7): Promise<[string[], number][]> {
  const found: [string[], number][] = [];
  const keep = (cells: readonly string[], line: number) => found.push([[...cells], line]);
  await readCsv(pieces(Buffer.from(content), size), 'x.csv', keep, keep);
  return found;
}

describe('readCsv', () => {
  test('says on which line each record starts, over quoted line ends and empty lines', async () => {
    expect(await records('a,b\n1,"x\ny"\n\n2,z\n')).toEqual([
      [['a', 'b'], 1],
      [['1', 'x\ny'], 2],
      [['2', 'z'], 5],
    ]);
  });

  test.each(['\n', '\r\n', '\r'])('counts lines that end in %j, inside quotes too', async (end) => {
    const found = await records(['a', '"x', 'y', '', 'z"', '', 'b', 'c'].join(end));
    expect(found.map(([, line]) => line)).toEqual([1, 2, 7, 8]);
  });

  test.each(['\n', '\r\n', '\r'])(
    'reads line ends written %j, with or without one at the end',
    async (end) => {
      const expected = [
        ['a', 'b'],
        ['1', '2'],
      ];
      for (const content of [`a,b${end}1,2`, `a,b${end}1,2${end}`, `\uFEFFa,b${end}1,2${end}`]) {
        for (const size of [1, 2, 1000]) {
          expect((await records(content, size)).map(([cells]) => cells)).toEqual(expected);
        }
      }
    },
  );

  test('reads letters cut in two by the pieces they come in', async () => {
    expect(await records('é,意見\nœ,🙂\n', 1)).toEqual([
      [['é', '意見'], 1],
      [['œ', '🙂'], 2],
    ]);
  });

  test.each([
    ['commas', 'a,b\n"x;y","1,5"\n'],
    ['semicolons', 'a;b\n"x;y";1,5\n'],
    ['tabs', 'a\tb\nx;y\t1,5\n'],
    ['semicolons after empty lines and a byte order mark', '\uFEFF\n\r\na;b\n"x;y";1,5\n'],
  ])('reads cells set apart by %s, whatever the other signs inside them', async (_, content) => {
    for (const size of [1, 3, 1000]) {
      expect((await records(content, size)).map(([cells]) => cells)).toEqual([
        ['a', 'b'],
        ['x;y', '1,5'],
      ]);
    }
  });

  test('counts what sets cells apart outside the quotes of the header alone', async () => {
    expect(await records('"a, b, c\nd, e";f;"g ""h"", i"\n1,2;3;4\n')).toEqual([
      [['a, b, c\nd, e', 'f', 'g "h", i'], 1],
      [['1,2', '3', '4'], 3],
    ]);
    expect(await records('seul\n1;2\n')).toEqual([
      [['seul'], 1],
      [['1;2'], 2],
    ]);
  });

  test('gives back what any of the three set apart', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', ',', ';', '\t', '"', ' ', '\n'), maxLength: 6 });
    const quotedCells = (cells: readonly string[], separator: string) =>
      cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(separator);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(',', ';', '\t'),
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 9 }),
        async (separator, rows, size) => {
          const content = rows.map((cells) => quotedCells(cells, separator)).join('\n');
          expect((await records(content, size)).map(([cells]) => cells)).toEqual(rows);
        },
      ),
    );
  });

  test('takes quotes for signs like any other where it is told to', async () => {
    const found: string[][] = [];
    const keep = (cells: readonly string[]) => found.push([...cells]);
    const content = Buffer.from('a "b\tc d\n"1"\t2 "3, 4\n');
    await readCsv(pieces(content, 3), 'x.txt', keep, keep, { quotes: false });
    expect(found).toEqual([
      ['a "b', 'c d'],
      ['"1"', '2 "3, 4'],
    ]);
  });

  test('refuses an endless line after one mebibyte of it', async () => {
    let asked = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('a,b\n');
      for (;;) {
        asked++;
        yield Buffer.alloc(65_536, 'x');
      }
    }
    const reading = readCsv(
      endless(),
      'x.csv',
      () => {},
      () => {},
    );
    await expect(reading).rejects.toEqual(
      new InputError('line-too-long', { file: 'x.csv', line: 2, limit: 1 }),
    );
    // 17 pieces of 64 KiB pass 1 MiB; a few more may be on their way.
    expect(asked).toBeLessThan(30);
  });

  test.each([
    ['', 'file-empty', {}],
    ['\uFEFF', 'file-empty', {}],
    ['\n\n', 'file-empty', {}],
    ['a,b\n1\n', 'cells-wrong', { line: 2, expected: 2, found: 1 }],
    ['a,b\n"1\n2",3,4\n', 'cells-wrong', { line: 2, expected: 2, found: 3 }],
    ['a,b\n\n\n1,"2', 'quote-open', {}],
    ['a;b\n1;2;3\n', 'cells-wrong', { line: 2, expected: 2, found: 3 }],
    ['a\n1"2\n', 'quote-misplaced', { line: 2 }],
    ['a\n"1"2\n', 'quote-misplaced', { line: 2 }],
    ['a\n1\0\n', 'file-not-text', { line: 2 }],
    [Buffer.from([97, 10, 98, 10, 0xe9, 10]), 'file-not-text', { line: 3 }],
    [Buffer.from([97, 10, 0xe2, 0x82]), 'file-not-text', {}],
  ])('refuses %j as %s', async (content, code, details) => {
    await expect(records(content)).rejects.toMatchObject({ code, details: { file: 'x.csv', ...details } });
  });
});
