import { pathways, type Sheet } from '@abord/work';
import { InputError } from '#lib/files/InputError.ts';
import { builtInJobs } from './builtInJobs.ts';
import type { Exposure } from './exposures.ts';
import { namedSkills } from './namedSkills.ts';
import type { FoundOccupation, References } from './openReferences.ts';
import { startsFor } from './startsFor.ts';
import { type TiedCode, tiedTo } from './tiedTo.ts';

/** Where somebody could go from an occupation of ROME, and what that is said on the strength of. */
export interface WaysOn {
  readonly from: {
    readonly code: string;
    readonly label: FoundOccupation['label'];
    /** How the code was found, where another than a code of ROME was given. */
    readonly through?: Through;
  };
  /** Whether official moves and skills were there to be looked at. */
  readonly known: { readonly official: boolean; readonly skills: boolean };
  readonly to: readonly WayOn[];
}

export interface WayOn {
  readonly code: string;
  readonly label: FoundOccupation['label'];
  readonly evidence: 'official' | 'skills';
  readonly relation?: 'close' | 'evolution';
  /** Skills of the destination, in French. */
  readonly shared: readonly string[];
  readonly missing: readonly string[];
  readonly exposure?: ExposureAround;
}

/** Exposure of the unit group that most titles of a code are in, and how far it goes in the others. */
export interface ExposureAround extends Exposure {
  readonly isco: string;
  /** Least and greatest mean of the unit groups of its titles. */
  readonly low: number;
  readonly high: number;
}

/** An ISCO-08 unit group or a built-in job led to a code of ROME. */
export interface Through extends Omit<TiedCode, 'code'> {
  readonly asked: string;
  readonly isco: string;
  /** The words of a built-in job's name, the titles of the unit group, or else the table by codes. */
  readonly by: 'name' | 'titles' | 'codes';
  /** Further codes of ROME that may be meant, the likeliest first. */
  readonly others: readonly string[];
}

/**
 * Where somebody could go from `asked`: a code of ROME, an ISCO-08 unit group or the id of a built-in job. Official
 * moves come first and all of them, then the `top` occupations most alike by skills (SPEC P of `@abord/work`).
 *
 * @throws InputError where ROME was not added, or where `asked` leads to no code of it
 */
export async function waysOn(references: References, asked: string, top: number): Promise<WaysOn> {
  const alike = await references.alike();
  if (!alike) throw new InputError('rome-missing', { folder: references.folder });
  const { sheets, likeness } = alike;
  const rome = references.tables('rome') ?? {};
  const { mobilities } = rome;
  const origin = await originOf(references, sheets, asked);
  const names = new Map(namedSkills(rome).map(({ ogr, label }) => [ogr, label]));
  const found = pathways(origin.code, { likeness, mobilities: mobilities ?? [] }, { top });
  const label = (code: string) => references.occupation('rome', code)?.label ?? {};
  return {
    from: { ...origin, label: label(origin.code) },
    known: { official: mobilities !== undefined, skills: likeness.skills.some(({ size }) => size > 0) },
    to: found.map(({ code, evidence, relation, shared, missing }) => {
      const exposure = exposureAround(references, sheets.get(code), code);
      return {
        code,
        label: label(code),
        evidence,
        ...(relation && { relation }),
        shared: shared.map((skill) => names.get(skill)!),
        missing: missing.map((skill) => names.get(skill)!),
        ...(exposure && { exposure }),
      };
    }),
  };
}

async function originOf(
  references: References,
  sheets: ReadonlyMap<string, Sheet>,
  asked: string,
): Promise<{ readonly code: string; readonly through?: Through }> {
  const plain = asked.trim().toLowerCase();
  const own = plain.toUpperCase();
  if (sheets.has(own)) return { code: own };
  const job = builtInJobs.get(plain);
  const isco = job?.isco ?? (/^\d{4}$/.test(plain) ? plain : undefined);
  if (isco === undefined) throw new InputError('occupation-unknown', { code: asked });
  const tied = tiedTo(isco, references, sheets);
  const named =
    job && (await startsFor(references, sheets, { title: job.title.fr.m, isco: job.isco, language: 'fr' }));
  const [code, ...others] = named?.codes ?? tied.map(({ code }) => code);
  if (code === undefined) throw new InputError('occupation-unknown', { code: asked });
  const { titles, of } = tied.find((one) => one.code === code) ?? {
    titles: 0,
    of: sheets.get(code)?.groups?.length ?? 0,
  };
  const by = named?.byWords ? 'name' : titles > 0 ? 'titles' : 'codes';
  return { code, through: { asked: plain, isco, by, titles, of, others } };
}

function exposureAround(
  references: Pick<References, 'occupation' | 'exposureOf'>,
  sheet: Sheet | undefined,
  code: string,
): ExposureAround | undefined {
  const isco = references.occupation('rome', code)?.isco;
  const exposure = isco === undefined ? undefined : references.exposureOf(isco);
  if (isco === undefined || !exposure) return undefined;
  const means = (sheet?.groups ?? []).flatMap(([group]) => references.exposureOf(group)?.mean ?? []);
  const all = [exposure.mean, ...means];
  return { ...exposure, isco, low: Math.min(...all), high: Math.max(...all) };
}
