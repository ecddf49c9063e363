import { jobs } from '#lib/questions/jobs.ts';
import { openReferences } from '#lib/references/openReferences.ts';
import { type WaysOn, waysOn } from '#lib/references/waysOn.ts';
import type { Locale } from './locale.ts';
import { pathwaysText } from './pathwaysText.ts';

/** Finds the ways on from an occupation and says them. */
export async function pathwaysFrom(
  code: string,
  wanted: { readonly top: number; readonly data: string; readonly json: boolean; readonly locale: Locale },
): Promise<void> {
  const { top, data, json, locale } = wanted;
  const found = await waysOn(openReferences(data, { engine: jobs }), code, top);
  process.stdout.write(json ? `${JSON.stringify(jsonOf(found))}\n` : pathwaysText(found, locale));
}

/** What is absent is null, so that every entry has the same keys. */
function jsonOf({ from, known, to }: WaysOn) {
  const named = ({ fr, en }: WaysOn['from']['label']) => ({ fr: fr ?? null, en: en ?? null });
  return {
    from: { code: from.code, label: named(from.label), through: from.through ?? null },
    known,
    to: to.map(({ code, label, evidence, relation, shared, missing, exposure }) => ({
      code,
      label: named(label),
      evidence,
      relation: relation ?? null,
      shared,
      missing,
      of: shared.length + missing.length,
      exposure: exposure ?? null,
    })),
  };
}
