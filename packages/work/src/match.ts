import { logSumExp } from '@abord/numbers';
import { candidatesOf } from './matcher/candidatesOf.ts';
import type { Matcher } from './matcher/learnt.ts';
import { probabilities } from './matcher/logit.ts';
import { logProbabilities } from './matcher/logProbabilities.ts';
import { type Mended, type Query, readQuery } from './matcher/readQuery.ts';
import { smallWords } from './matcher/readWords.ts';
import type { Language } from './reference.ts';

/** A job in somebody's own words. */
export interface OwnWords {
  readonly title: string;
  readonly tasks?: string;
  /** Where it is absent the small words say it; without any, both are tried. */
  readonly language?: Language;
}

export interface Proposal {
  readonly code: string;
  /** How probable it is that this is the occupation meant. */
  readonly confidence: number;
}

export interface Match {
  /** The most probable first. */
  readonly proposals: readonly Proposal[];
  /** Whether the words may be taken for a job at all; if not, nothing should be proposed. */
  readonly recognised: boolean;
  /** Words of the title that the matcher does not know. */
  readonly unknown: readonly string[];
  /** Words of it that were read as others: whoever is not asked must be told. */
  readonly mended: readonly Mended[];
}

/** What tasks weigh beside a title (SPEC C4). */
const TASKS = 0.5;

/**
 * The occupations that somebody may mean who says her job in her own words, the most probable first.
 *
 * Titles and tasks are two fields (SPEC W2, C4). Words are read without case, accents, gender and number, and one
 * typing error is mended (SPEC W). `confidence` is a probability, from 0 to 1, at most 1 in sum: of those proposed
 * at 0.7, seven in ten are meant (SPEC C). Where `recognised` is false, nothing should be proposed (SPEC C5), though
 * proposals are there. Ties go by code. The same question always has the same answer.
 *
 * @param top how many proposals at most
 *
 * Throws RangeError unless `top` is a whole number from 1. O(titles + codes + letters), half a millisecond on ROME.
 *
 * match(matcher, { title: 'infirmeire de nuit', language: 'fr' }, 1);
 * // => { proposals: [{ code: 'J1506', confidence: 0.9 }], recognised: true, unknown: [],
 * //      mended: [{ wrote: 'infirmeire', read: 'infirmiere' }] }
 */
export function match(matcher: Matcher, words: OwnWords, top = 5): Match {
  if (!Number.isSafeInteger(top) || top < 1)
    throw new RangeError(`top must be a whole number from 1, got ${top}`);
  const languages = words.language === undefined ? languagesOf(matcher, words) : [words.language];
  return languages
    .map((language) => matchIn(matcher, words, language, top))
    .reduce((a, b) => ((b.proposals[0]?.confidence ?? 0) > (a.proposals[0]?.confidence ?? 0) ? b : a));
}

/** Those that have most small words of what was said (SPEC W3). */
function languagesOf({ languages }: Matcher, { title, tasks = '' }: OwnWords): readonly Language[] {
  const counts = languages.map((language) => smallWords(`${title}\n${tasks}`, language));
  return languages.filter((_, k) => counts[k] === Math.max(...counts));
}

function matchIn(matcher: Matcher, { title, tasks = '' }: OwnWords, language: Language, top: number): Match {
  const named = readQuery(matcher, title, language);
  const told = readQuery(matcher, tasks, language, 'tasks');
  const query = named.stems.length > 0 ? named : told;
  const more = logProbabilities(matcher, told.features);
  const logs = logProbabilities(matcher, query.features);
  if (query === named) for (let c = 0; c < logs.length; c++) logs[c] += TASKS * more[c];
  const norm = logSumExp(logs);
  const { codes, rows } = candidatesOf(
    matcher,
    query,
    logs.map((log) => log - norm),
  );
  const p = probabilities(rows, matcher.stack);
  const proposals = Array.from(codes, (code, k) => ({ code: matcher.codes[code], confidence: p[k] }))
    .sort((a, b) => b.confidence - a.confidence || (a.code < b.code ? -1 : 1))
    .slice(0, Math.max(top, SHOWN));
  return {
    proposals: proposals.slice(0, top),
    recognised: !named.cut && recognises(query, proposals),
    unknown: query.unknown,
    mended: query.mended,
  };
}

/** Proposals that are looked at together (SPEC C5). */
const SHOWN = 5;

function recognises({ known, headKnown, stems }: Query, proposals: readonly Proposal[]): boolean {
  const sum = proposals.slice(0, SHOWN).reduce((total, { confidence }) => total + confidence, 0);
  const enough = headKnown ? known >= 0.5 : known > 0.5;
  return stems.length > 0 && enough && proposals[0].confidence >= 0.15 && sum >= 0.35;
}
