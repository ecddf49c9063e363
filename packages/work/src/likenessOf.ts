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

/** One vector of length 1 a sheet, feature by feature, and for each feature the sheets that have it. */
export interface Vectors {
  readonly own: readonly ReadonlyMap<string, number>[];
  readonly holders: ReadonlyMap<string, { readonly sheets: Uint32Array; readonly values: Float64Array }>;
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
  const own = counted.map((values) => {
    const weighed = [...values.keys()].sort().map((feature): [string, number] => {
      const rarity = Math.log(counted.length / holding.get(feature)!);
      return [feature, values.get(feature)! * rarity];
    });
    const length = Math.sqrt(weighed.reduce((sum, [, value]) => sum + value * value, 0));
    return new Map(length === 0 ? [] : weighed.map(([feature, value]) => [feature, value / length]));
  });
  const found = new Map<string, number[]>();
  own.forEach((values, sheet) => {
    for (const feature of values.keys()) {
      const known = found.get(feature);
      if (known === undefined) found.set(feature, [sheet]);
      else known.push(sheet);
    }
  });
  const holders = new Map(
    Array.from(found, ([feature, sheets]) => [
      feature,
      {
        sheets: Uint32Array.from(sheets),
        values: Float64Array.from(sheets, (sheet) => own[sheet].get(feature)!),
      },
    ]),
  );
  return { own, holders };
}
