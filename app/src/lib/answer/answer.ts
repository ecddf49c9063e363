import type { Become, Gainer } from '#lib/questions/gains/schema.ts';
import type { SkillKey } from '#lib/questions/work/schema.ts';
import type { m } from '#lib/words/messages.js';
import type { ShareWord } from './shareWord.ts';

/** Names of messages that sentences may be made with. */
export type SentenceKey = Extract<
  keyof typeof m,
  `everyone_${string}` | `heard_${string}` | `portrait_${string}` | `gains_${string}`
>;

/** The ladder of evidence: 1 opinion · 2 self-report · 3 measured log · 4 control group · 5 randomised. */
export type Rung = 1 | 2 | 3 | 4 | 5;

/** A text in one or more languages, by BCP 47 tag; `und` when unknown. */
export type Texts = Readonly<Record<string, string>>;

/** What stands in a gap of a sentence: a value, and how it is to be said. */
export type Filling =
  /** A number of people, votes, statements: 1 921. */
  | { readonly say: 'count'; readonly value: number }
  /** A small number of things, in letters: trois. */
  | { readonly say: 'few'; readonly value: number }
  /** A number without grouping, such as a seed. */
  | { readonly say: 'code'; readonly value: number | string }
  /** A share of 1, as a percentage: 54 %; presque 100 % where it is softened. */
  | { readonly say: 'percent'; readonly value: number; readonly nearly?: 'all' | 'none' }
  /** An interval of shares: de 46 à 62 %. */
  | { readonly say: 'interval'; readonly low: number; readonly high: number }
  /** A share in words, with its verb: neuf personnes sur dix sont d’accord. */
  | { readonly say: 'agreement'; readonly word: ShareWord; readonly low: number; readonly high: number }
  /** A lower or upper bound in words, without a verb: au moins deux personnes sur trois. */
  | { readonly say: 'bound'; readonly word: Exclude<ShareWord, 'open'> }
  /** A statement: quoted when it is short and in the reader's language, else by its number. */
  | { readonly say: 'statement'; readonly number: number; readonly texts: Texts }
  /** A name of a closed list, a source: in the reader's language where it exists. */
  | { readonly say: 'name'; readonly texts: Texts }
  /** Several such names, one after the other. */
  | { readonly say: 'names'; readonly list: readonly Texts[] }
  /** Where people stand, as a place: à un bout, entre deux, dans le camp A. */
  | { readonly say: 'segment'; readonly segment: string }
  /** A family of jobs; without a text, those who did not say theirs. */
  | { readonly say: 'family'; readonly texts?: Texts | undefined; readonly others?: true | undefined }
  /** Skills of the closed list, one after the other. */
  | { readonly say: 'skills'; readonly keys: readonly SkillKey[] }
  /** A place, or a span, on a scale from 0 to 1: 0,58; de 0,49 à 0,60. */
  | { readonly say: 'index'; readonly from: number; readonly to: number }
  /** A difference of shares, in points: 32. */
  | { readonly say: 'points'; readonly value: number }
  /** A change of time, as a share (0.19: 19 % longer), or of marks, in points. */
  | { readonly say: 'change'; readonly value: number; readonly unit: 'minutes' | 'quality' }
  /** Answers that could be chosen, in the words that people read: what time became, who gains. */
  | { readonly say: 'became'; readonly keys: readonly Become[] }
  | { readonly say: 'gainers'; readonly keys: readonly Gainer[] }
  /** A probability under a hypothesis: 0,053. */
  | { readonly say: 'p'; readonly value: number }
  /** A span of days, ISO dates. */
  | { readonly say: 'days'; readonly from: string; readonly to: string };

/** A sentence as data: anyone who has the release can make it again, and contest it. */
export interface Sentence {
  readonly key: SentenceKey;
  readonly fillings: Readonly<Record<string, Filling>>;
  /** Paths of the released figures that it speaks of (see `figureAt`). */
  readonly figures: readonly string[];
  /** The numbered rule that let it be said. */
  readonly rule: string;
  /** People behind it; `too few` where the refusal to say is the sentence. */
  readonly people: number | 'too few';
  /** The doubt of the figure that it is about, as a share of 1. */
  readonly interval?: { readonly low: number; readonly high: number };
  readonly rung: Rung;
}

/** The answer to one question, in no language yet: sentences by place, method and source. */
export interface Answer<Place extends string = string> {
  readonly question: string;
  readonly sentences: Readonly<Record<Place, readonly Sentence[]>>;
  readonly method: {
    readonly engine: string;
    readonly version: string;
    readonly seed: number;
  };
  readonly source?: { readonly name: string; readonly url?: string; readonly licence?: string };
}

/** A sentence in a language, still with everything that lets it be checked. */
export interface RenderedSentence extends Omit<Sentence, 'fillings'> {
  readonly text: string;
}

export interface RenderedAnswer<Place extends string = string> extends Omit<Answer<Place>, 'sentences'> {
  readonly lang: 'fr' | 'en';
  readonly sentences: Readonly<Record<Place, readonly RenderedSentence[]>>;
}
