import { hash32 } from '@abord/numbers';
import {
  type Likeness,
  type LikenessWeights,
  learnLikeness,
  likenessOf,
  type Mobility,
  rankByLikeness,
  type Sheet,
} from '@abord/work';
import { iscoOfCodes } from '#lib/references/iscoOfCodes.ts';
import { escoOccupations } from '#lib/references/read/escoOccupations.ts';
import { romeCodes } from '#lib/references/read/romeCodes.ts';
import { romeEsco } from '#lib/references/read/romeEsco.ts';
import { romeLinks } from '#lib/references/read/romeLinks.ts';
import { romeMobilities } from '#lib/references/read/romeMobilities.ts';
import { romeSkills } from '#lib/references/read/romeSkills.ts';
import { romeTexts } from '#lib/references/read/romeTexts.ts';
import { romeTitles } from '#lib/references/read/romeTitles.ts';
import { romeSheets } from '#lib/references/romeSheets.ts';
import { published } from './publishedFigures.ts';

/** The sheets of ROME v3 made ready, and its official moves apart. */
export async function publishedMoves(): Promise<{
  sheets: readonly Sheet[];
  likeness: Likeness;
  mobilities: readonly Mobility[];
}> {
  const rome = (kind: string) => `jobs/rome-v347/unix_${kind}_v347_utf8.csv`;
  const sheets = romeSheets(
    {
      codes: await published(romeCodes, rome('referentiel_code_rome')),
      titles: await published(romeTitles, rome('referentiel_appellation')),
      skills: await published(romeSkills, rome('referentiel_competence')),
      links: await published(romeLinks, rome('coherence_item')),
      texts: await published(romeTexts, rome('texte')),
    },
    await published(romeEsco, 'jobs/crosswalks/FR_20230607_mapping_esco_rome.csv'),
    iscoOfCodes('esco', { esco: { fr: await published(escoOccupations, 'jobs/esco/occupations_fr.csv') } }),
  );
  return {
    sheets,
    likeness: likenessOf(sheets, 'fr'),
    mobilities: await published(romeMobilities, rome('rubrique_mobilite')),
  };
}

/** Where a ranking puts the known destinations of one origin, from 1; a destination that it leaves out is at infinity. */
export interface Found {
  readonly from: string;
  readonly places: readonly number[];
}

export type Ranking = (from: string) => readonly { readonly code: string }[];

export function findMoves(moves: readonly Mobility[], ranking: Ranking): Found[] {
  return [...Map.groupBy(moves, ({ from }) => from)].map(([from, own]) => {
    const ranked = ranking(from).map(({ code }) => code);
    const places = own.map(({ to }) => {
      const at = ranked.indexOf(to);
      return at === -1 ? Number.POSITIVE_INFINITY : at + 1;
    });
    return { from, places };
  });
}

/** The share of all known moves among the first so many. */
export function recallAt(found: readonly Found[], first: number): number {
  const places = found.flatMap((own) => own.places);
  return places.filter((place) => place <= first).length / places.length;
}

/** Mean over origins of 1 / the place of the first known destination. */
export function reciprocalRank(found: readonly Found[]): number {
  return found.reduce((sum, { places }) => sum + 1 / Math.min(...places), 0) / found.length;
}

/** A ranking whose weights were learnt, for each origin, on the origins of other folds. */
export function learntElsewhere(
  likeness: Likeness,
  moves: readonly Mobility[],
  foldOf: (from: string) => string | number,
): Ranking {
  const weights = new Map(
    [...new Set(likeness.codes.map(foldOf))].map((fold): [string | number, LikenessWeights] => [
      fold,
      learnLikeness(
        likeness,
        moves.filter(({ from }) => foldOf(from) !== fold),
      ),
    ]),
  );
  return (from) => rankByLikeness(likeness, from, weights.get(foldOf(from)));
}

/** One of so many folds, drawn by the seed. */
export function foldsBy(seed: number, folds: number): (from: string) => number {
  return (from) => hash32(from, seed) % folds;
}
