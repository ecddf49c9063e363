import type { Language, Sheet } from '@abord/work';
import { isConfident } from './isConfident.ts';
import type { References } from './openReferences.ts';
import { tiedTo } from './tiedTo.ts';

/** Codes that are named for one job. */
const MOST = 6;
/** A confidence below which an occupation is not named. */
const LEAST = 0.02;
/** The same, of a unit group, which stands for all of its codes. */
const LEAST_GROUP = 0.2;

/** Codes of ROME that a job may be in, the likeliest first. */
export interface Starts {
  readonly codes: readonly string[];
  /** The first may be taken without asking twice. */
  readonly sure: boolean;
  /** The first was found by the words, not only by the unit group. */
  readonly byWords: boolean;
  /** Words that no list knows. */
  readonly unknown: readonly string[];
}

/**
 * Looks for a job in ROME by the words of its title. ROME is in French: where it does not recognise a job, or does not
 * know a word, that ISCO-08 does in the language of the words, the groups of ISCO-08 lead to its codes. Those that are
 * tied to the job's own unit group follow, where that is known.
 */
export async function startsFor(
  references: Pick<References, 'match' | 'occupation'>,
  sheets: ReadonlyMap<string, Sheet>,
  {
    title,
    isco,
    language,
  }: { readonly title: string; readonly isco?: string; readonly language?: Language | undefined },
): Promise<Starts> {
  const tied = (group: string) => tiedTo(group, references, sheets).map(({ code }) => code);
  const own = await references.match({ title }, { scheme: 'rome' });
  const whole = own.recognised && own.unknown.length === 0;
  const groups = whole ? own : await references.match({ title, ...(language && { language }) });
  const byGroup = groups.recognised && (!own.recognised || groups.unknown.length < own.unknown.length);
  const found = byGroup ? groups : own;
  const { proposals, recognised, unknown } = found;
  const least = byGroup ? LEAST_GROUP : LEAST;
  const probable = recognised ? proposals.filter(({ confidence }) => confidence >= least) : [];
  const byWords = probable.flatMap(({ code }) => (byGroup ? tied(code) : [code]));
  const codes = [...new Set([...byWords, ...(isco === undefined ? [] : tied(isco))])].slice(0, MOST);
  const sure = byWords.length > 0 && isConfident(found) && (!byGroup || byWords.length === 1);
  return { codes, sure, byWords: byWords.length > 0, unknown };
}
