import * as v from 'valibot';

/** What somebody says that AI gives her or costs her: hers to judge, rung 2; who gains most here, an opinion, rung 1. */

/** Hours of a usual week that AI saved or cost her; `same`: less than one either way. */
export const hours = ['saved-5', 'saved-1', 'same', 'cost-1', 'cost-5', 'without'] as const;
/** What most of the time that was saved became. */
export const becomes = ['more', 'better', 'people', 'learn', 'mend', 'breathe', 'unsure'] as const;
/** Who gains most from AI here, as she sees it. */
export const gainers = ['me', 'team', 'served', 'management', 'owners', 'makers', 'nobody'] as const;

export type Hours = (typeof hours)[number];
export type Become = (typeof becomes)[number];
export type Gainer = (typeof gainers)[number];

/** Where time was saved, one may say what became of it. */
export const savedHours: readonly Hours[] = ['saved-5', 'saved-1'];

export const gainsSaid = v.strictObject({
  hours: v.picklist(hours),
  became: v.optional(v.picklist(becomes)),
  gainer: v.optional(v.picklist(gainers)),
});

export type GainsSaid = v.InferOutput<typeof gainsSaid>;
