import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/**
 * What the tests attack. A test's name begins with the number of its attack: `attack 24: …`; one name may
 * stand for several, `attack 2, 3: …`.
 */
const ATTACKS: Readonly<Record<number, string>> = {
  1: 'a group of one too few is asked for',
  2: 'the remainder of a group is too small',
  3: 'the children are subtracted from the parent',
  4: 'lone hidden cells of a two-way table are solved for',
  5: 'the same people are reached by two hierarchies',
  6: 'ages are cut in two ways',
  7: 'before and after one late answer',
  8: 'somebody joins, leaves or is erased between two releases',
  9: 'two readers lay their screens together',
  10: 'everybody in a group says the same',
  11: 'a member subtracts her own answer',
  12: 'people are invented until a group is large enough',
  13: 'comments are filtered, or sorted by time',
  14: 'a comment tells by its style or a name who wrote it',
  15: 'rows of votes are exported and matched with what was seen',
  16: 'the statistics of a small cluster of the map',
  17: 'weighted totals tell the weight of one person',
  18: 'an exact mean stands beside rounded counts',
  19: 'the same is asked a thousand times, to average the noise',
  20: 'conditions that change nothing are added',
  21: 'pages, exports, events and errors are compared',
  22: 'time, size and status tell what is hidden',
  23: 'has this address answered, is this code spent',
  24: 'roster and box are joined by whatever order the files have',
  25: 'one person’s token is signed with a key of its own',
  26: 'a token is spent twice, at once, or elsewhere',
  27: 'thresholds are lowered after the opening',
  28: 'those who have not answered are reminded',
  29: 'the presenter’s screen is watched while one late person votes',
  30: 'a file brings formulas and prototypes in',
};

const root = join(import.meta.dirname, '../../..');

function testFiles(): string[] {
  const folders = [
    'app/test',
    'app/src',
    ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}/test`),
  ];
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts') && name !== 'attacks/thirty.test.ts')
      .map((name) => join(root, folder, name)),
  );
}

it('holds a test against each of the thirty attacks', () => {
  const tried = new Set(
    testFiles().flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/['"`]attacks? ([\d, ]+):/g)].flatMap(([, numbers]) =>
        numbers.split(',').map(Number),
      ),
    ),
  );
  const missing = Object.entries(ATTACKS).filter(([number]) => !tried.has(Number(number)));
  expect(missing.map(([number, attack]) => `attack ${number}: ${attack}`)).toEqual([]);
});
