import type { Language } from '@abord/work';
import { InputError } from '#lib/files/InputError.ts';
import { builtInJobs } from '#lib/references/builtInJobs.ts';
import type { AddedSource } from '#lib/references/listSources.ts';
import type { FoundOccupation, References } from '#lib/references/openReferences.ts';
import { startsFor } from '#lib/references/startsFor.ts';
import { type WaysOn, waysOn } from '#lib/references/waysOn.ts';

/** Occupations alike by skills on one page. */
const ALIKE = 10;

/** Where somebody looks from: the job she said, her own words for one, or an occupation of ROME that was proposed. */
export type Asked =
  | { readonly job: string }
  | { readonly words: string; readonly language: Language }
  | { readonly code: string };

/** What came of it. */
export type FoundWays =
  /** No published list with moves was added. */
  | { readonly kind: 'absent' }
  /** Nothing, by these words or under this code. */
  | { readonly kind: 'none'; readonly unknown: readonly string[] }
  /** More than one occupation may be meant. */
  | {
      readonly kind: 'several';
      readonly starts: readonly FoundOccupation[];
      readonly unknown: readonly string[];
    }
  | {
      readonly kind: 'ways';
      readonly ways: WaysOn;
      /** Further occupations that may have been meant. */
      readonly others: readonly FoundOccupation[];
      readonly source: AddedSource | undefined;
    }
  /** The lists could not be read, or the engine has stopped. */
  | { readonly kind: 'stopped' };

/** Looks for where somebody could go, and keeps nothing of it. */
export async function findWays(references: References, asked: Asked): Promise<FoundWays> {
  try {
    return await look(references, asked);
  } catch (error) {
    if (error instanceof InputError) return { kind: 'stopped' };
    throw error;
  }
}

async function look(references: References, asked: Asked): Promise<FoundWays> {
  const sheets = (await references.alike())?.sheets;
  if (!sheets) return { kind: 'absent' };
  if ('code' in asked) {
    if (!sheets.has(asked.code)) return { kind: 'none', unknown: [] };
    return leadingOn(references, asked.code, []);
  }
  const { codes, sure, unknown } = await startsFor(references, sheets, jobOf(asked));
  const [first, ...others] = codes;
  if (first === undefined) return { kind: 'none', unknown };
  // A job that she has said leads on; words of which nobody is sure do not, not even to one occupation alone.
  if (!sure && (codes.length > 1 || 'words' in asked))
    return { kind: 'several', starts: named(references, codes), unknown };
  return leadingOn(references, first, named(references, others));
}

/** A job that there no longer is has no words: nothing is found. */
function jobOf(asked: Exclude<Asked, { code: string }>) {
  if ('words' in asked) return { title: asked.words, language: asked.language };
  const { title, isco } = builtInJobs.get(asked.job) ?? {};
  return { title: title?.fr.m ?? '', language: 'fr' as const, ...(isco !== undefined && { isco }) };
}

async function leadingOn(
  references: References,
  code: string,
  others: readonly FoundOccupation[],
): Promise<FoundWays> {
  return {
    kind: 'ways',
    ways: await waysOn(references, code, ALIKE),
    others,
    source: references.sources().find(({ source }) => source === 'rome'),
  };
}

function named(references: References, codes: readonly string[]): readonly FoundOccupation[] {
  return codes.map((code) => references.occupation('rome', code) ?? { scheme: 'rome', code, label: {} });
}
