import { likenessOf, pathways, type Sheet } from '@abord/work';
import { InputError } from '#lib/files/InputError.ts';
import { builtInJobs } from './builtInJobs.ts';
import type { Exposure } from './exposures.ts';
import type { FoundOccupation, References } from './openReferences.ts';
import { romeSheets } from './romeSheets.ts';

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
export interface Through {
  readonly asked: string;
  readonly isco: string;
  /** Titles of the code that are in the group, and all of its titles that are in one; 0 where only codes are tied. */
  readonly titles: number;
  readonly of: number;
  /** Further codes of ROME that are tied to the group, by falling number of titles. */
  readonly others: readonly string[];
}

/**
 * Where somebody could go from `asked`: a code of ROME, an ISCO-08 unit group or the id of a built-in job. Official
 * moves come first and all of them, then the `top` occupations most alike by skills (SPEC P of `@abord/work`).
 *
 * @param folder where ROME should be, to say so where it is not
 * @throws InputError where ROME was not added, or where `asked` leads to no code of it
 */
export function waysOn(
  references: Pick<References, 'tables' | 'occupation' | 'exposureOf'>,
  asked: string,
  { top, folder }: { readonly top: number; readonly folder: string },
): WaysOn {
  const {
    codes = [],
    titles = [],
    skills = [],
    links = [],
    texts = [],
    mobilities,
  } = references.tables('rome') ?? {};
  if (codes.length + titles.length === 0) throw new InputError('rome-missing', { folder });
  const toEsco = references.tables('rome-esco')?.links;
  const sheets = romeSheets({ codes, titles, skills, links, texts }, toEsco, references.tables('esco')?.fr);
  const byCode = new Map(sheets.map((sheet) => [sheet.code, sheet]));
  const origin = originOf(references, byCode, asked);
  const names = new Map(skills.map(({ ogr, label }) => [ogr, label]));
  const found = pathways(
    origin.code,
    { likeness: likenessOf(sheets, 'fr'), mobilities: mobilities ?? [] },
    { top },
  );
  const label = (code: string) => references.occupation('rome', code)?.label ?? {};
  return {
    from: { ...origin, label: label(origin.code) },
    known: {
      official: mobilities !== undefined,
      skills: sheets.some((sheet) => sheet.skills.length > 0),
    },
    to: found.map(({ code, evidence, relation, shared, missing }) => {
      const exposure = exposureAround(references, byCode.get(code), code);
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

function originOf(
  references: Pick<References, 'occupation'>,
  sheets: ReadonlyMap<string, Sheet>,
  asked: string,
): { readonly code: string; readonly through?: Through } {
  const code = asked.toUpperCase();
  if (sheets.has(code)) return { code };
  const isco = /^\d{4}$/.test(asked) ? asked : builtInJobs.get(asked)?.isco;
  if (isco === undefined) throw new InputError('occupation-unknown', { code: asked });
  const tied = [...sheets.values()]
    .map(({ code, groups = [] }) => {
      const titles = groups.filter(([group]) => group === isco).length;
      return { code, titles, of: groups.length };
    })
    .filter(({ code, titles }) => titles > 0 || references.occupation('rome', code)?.isco === isco)
    .sort((a, b) => b.titles - a.titles || (a.code < b.code ? -1 : 1));
  const [best, ...others] = tied;
  if (!best) throw new InputError('occupation-unknown', { code: asked });
  const { titles, of } = best;
  return { code: best.code, through: { asked, isco, titles, of, others: others.map(({ code }) => code) } };
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
