import { readWords } from './matcher/readWords.ts';
import { stem } from './matcher/stem.ts';
import type { Language } from './reference.ts';
import type { Sheet } from './sheet.ts';

/** What two occupations may have in common. */
export const aspects = ['items', 'words', 'minor', 'major'] as const;

export type Aspect = (typeof aspects)[number];

/** Sheets made ready to be compared. Plain data; `compare` and `rankByLikeness` read it. */
export interface Likeness {
  /** By code. */
  readonly codes: readonly string[];
  readonly skills: readonly ReadonlySet<string>[];
  readonly vectors: Readonly<Record<Aspect, Vectors>>;
}

/** One vector of length 1 a sheet, and for each feature the sheets that have it. */
export interface Vectors {
  readonly features: readonly (readonly string[])[];
  readonly holders: ReadonlyMap<string, readonly (readonly [sheet: number, value: number])[]>;
}

/**
 * Makes the sheets of a classification ready for telling which occupations are alike: what they list (skills,
 * activities, settings), the words they are told in, and the minor and major groups of ISCO-08 that their titles
 * belong to. Rare features weigh more: value · ln(sheets / sheets that have it).
 *
 * Official moves between occupations have no part in it. Sheets in any order give the same. Throws a RangeError
 * for a code that comes twice and for a share that is not above 0. Linear in what the sheets hold. SPEC P1, P2.
 *
 * @example
 * const likeness = likenessOf(sheets, 'fr');
 * rankByLikeness(likeness, 'M1203')[0]; // { code: 'M1207', score: -0.6 } or whichever is most like it
 */
export function likenessOf(sheets: readonly Sheet[], language: Language): Likeness {
  const sorted = sheets.toSorted((a, b) => (a.code < b.code ? -1 : 1));
  const codes = sorted.map(({ code }) => code);
  const twice = codes.find((code, at) => codes[at - 1] === code);
  if (twice !== undefined) throw new RangeError(`likenessOf: ${twice} has two sheets`);
  const stems = new Map<string, string>();
  const stemOf = (word: string) => {
    const known = stems.get(word) ?? stem(word, language);
    stems.set(word, known);
    return known;
  };
  return {
    codes,
    skills: sorted.map(({ skills }) => new Set(skills.toSorted())),
    vectors: {
      items: vectorsOf(
        sorted.map(({ skills, traits = [] }) => new Map([...skills, ...traits].map((item) => [item, 1]))),
      ),
      words: vectorsOf(
        sorted.map(({ texts = [] }) => {
          // A title in two genders holds its stem once.
          const counts = countsOf(
            texts.flatMap((text) => [...new Set(readWords(text, language).words.map(stemOf))]),
          );
          return new Map(Array.from(counts, ([word, count]) => [word, 1 + Math.log(count)]));
        }),
      ),
      minor: vectorsOf(sorted.map(({ groups = [] }) => sharesOf(groups, 3))),
      major: vectorsOf(sorted.map(({ groups = [] }) => sharesOf(groups, 1))),
    },
  };
}

function countsOf(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function sharesOf(groups: NonNullable<Sheet['groups']>, figures: number): Map<string, number> {
  const shares = new Map<string, number>();
  for (const [isco, share] of groups.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (!(share > 0)) throw new RangeError(`the share of a group is above 0, not ${share}`);
    const group = isco.slice(0, figures);
    shares.set(group, (shares.get(group) ?? 0) + share);
  }
  return shares;
}

function vectorsOf(counted: readonly ReadonlyMap<string, number>[]): Vectors {
  const holding = countsOf(counted.flatMap((values) => [...values.keys()]));
  const rarity = (feature: string) => Math.log(counted.length / holding.get(feature)!);
  const features = counted.map((values) => [...values.keys()].sort());
  const holders = new Map<string, [number, number][]>();
  counted.forEach((values, sheet) => {
    let squares = 0;
    for (const feature of features[sheet]) squares += (values.get(feature)! * rarity(feature)) ** 2;
    if (squares === 0) return;
    for (const feature of features[sheet]) {
      const value = (values.get(feature)! * rarity(feature)) / Math.sqrt(squares);
      const known = holders.get(feature);
      if (known === undefined) holders.set(feature, [[sheet, value]]);
      else known.push([sheet, value]);
    }
  });
  return { features, holders };
}
