import type { ExposureLabel, ExposureScores, Gradient } from '@abord/work';

/**
 * What is kept of the published files, row by row. Codes are those of their source: ROME `M1805`, ISCO-08 from
 * one figure to four, O*NET-SOC `15-1252.00`, ESCO the address of its concept without what all have in common,
 * titles and skills of ROME their OGR number.
 */
export interface Tables {
  readonly rome: {
    readonly codes: readonly RomeCode[];
    readonly titles: readonly RomeTitle[];
    readonly skills: readonly RomeSkill[];
    readonly knowledge: readonly RomeSkill[];
    readonly links: readonly RomeLink[];
    readonly texts: readonly RomeText[];
    readonly mobilities: readonly RomeMobility[];
  };
  readonly esco: { readonly fr: readonly EscoOccupation[]; readonly en: readonly EscoOccupation[] };
  readonly isco: { readonly fr: readonly IscoGroup[]; readonly en: readonly IscoGroup[] };
  readonly onet: {
    readonly occupations: readonly OnetOccupation[];
    readonly titles: readonly OnetTitle[];
    readonly tasks: readonly OnetTask[];
    readonly related: readonly OnetRelated[];
    readonly zones: readonly OnetZone[];
  };
  readonly 'rome-esco': { readonly links: readonly RomeEsco[] };
  readonly 'rome-isco': { readonly links: readonly RomeIsco[] };
  readonly 'isco-soc': { readonly links: readonly IscoSoc[] };
  readonly 'esco-onet': { readonly links: readonly EscoOnet[] };
  readonly ilo: { readonly tasks: readonly IloTask[] };
  readonly eloundou: {
    readonly tasks: readonly EloundouTask[];
    readonly occupations: readonly EloundouOccupation[];
  };
  readonly anthropic: { readonly tasks: readonly OnetTaskThen[]; readonly use: readonly TaskUse[] };
}

export interface RomeCode {
  readonly code: string;
  readonly label: string;
}

export interface RomeTitle {
  readonly ogr: string;
  readonly rome: string;
  /** Masculine and feminine, where the published one has both. */
  readonly label: string;
  readonly short: string;
}

export interface RomeSkill {
  readonly ogr: string;
  readonly label: string;
}

export interface RomeLink {
  readonly rome: string;
  /** A skill, or an activity that the file of skills does not hold. */
  readonly ogr: string;
}

export interface RomeText {
  readonly rome: string;
  readonly kind: 'definition' | 'access' | 'conditions';
  readonly text: string;
}

export interface RomeMobility {
  readonly from: string;
  readonly to: string;
  /** Absent in ROME 4.0, which no longer tells close moves from evolutions. */
  readonly relation?: 'close' | 'evolution';
}

export interface EscoOccupation {
  readonly code: string;
  /** ISCO-08 unit group; absent where the file has no such column. */
  readonly isco?: string;
  readonly label: string;
  readonly others: readonly string[];
  readonly description: string;
}

export interface IscoGroup {
  readonly code: string;
  readonly label: string;
  readonly description: string;
}

export interface OnetOccupation {
  readonly code: string;
  readonly label: string;
  readonly description: string;
}

export interface OnetTitle {
  readonly code: string;
  readonly title: string;
}

export interface OnetTask {
  readonly code: string;
  readonly id: string;
  readonly task: string;
  readonly core: boolean;
}

export interface OnetRelated {
  readonly from: string;
  readonly to: string;
  readonly tier: string;
}

export interface OnetZone {
  readonly code: string;
  readonly zone: number;
}

export interface RomeEsco {
  /** A title of ROME, by its OGR number. */
  readonly ogr: string;
  readonly esco: string;
  /** What the title of ROME is to the occupation of ESCO, as SKOS says it. */
  readonly relation: 'exact' | 'close' | 'narrow' | 'broad';
}

export interface RomeIsco {
  readonly rome: string;
  readonly isco: string;
}

export interface IscoSoc {
  readonly isco: string;
  /** SOC 2010, six figures. */
  readonly soc: string;
  /** The two overlap, neither holds the other. */
  readonly part: boolean;
}

export interface EscoOnet {
  readonly esco: string;
  readonly onet: string;
  /** How sure its authors are: 0.5, 1 or 2. */
  readonly confidence: number;
}

/** What is there of it: each source as far as its files were added. */
export type Kept = { readonly [S in keyof Tables]?: Partial<Tables[S]> };

/** A task of an ISCO-08 unit group with its own score, and the figures of the whole group. */
export interface IloTask {
  readonly isco: string;
  readonly title: string;
  readonly id: string;
  readonly task: string;
  readonly score: number;
  readonly mean: number;
  readonly sd: number;
  readonly gradient: Gradient;
}

export interface EloundouTask {
  readonly occupation: string;
  readonly id: string;
  readonly task: string;
  /** Core, Supplemental, or nothing. */
  readonly type: string;
  readonly human: ExposureLabel;
  readonly model: ExposureLabel;
}

export interface EloundouOccupation {
  readonly occupation: string;
  readonly title: string;
  readonly human: ExposureScores;
  readonly model: ExposureScores;
}

/** A task of O*NET as it stood in 2015. */
export interface OnetTaskThen {
  readonly occupation: string;
  readonly id: string;
  readonly task: string;
  readonly type: string;
}

export interface TaskUse {
  readonly task: string;
  readonly occupation: string;
  /** Of all conversations. */
  readonly share: number;
}
