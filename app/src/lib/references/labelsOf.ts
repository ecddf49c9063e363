import type { Language, Scheme } from '@abord/work';
import anglicisms from '../../../../references/anglicisms.json' with { type: 'json' };
import groups from '../../../../references/isco-groups.json' with { type: 'json' };
import { builtInJobs } from './builtInJobs.ts';
import type { Kept } from './tables.ts';

/** Names of the occupations of a scheme by their codes; languages in which it has none are absent. */
export type Labels = ReadonlyMap<string, Readonly<Partial<Record<Language, string>>>>;

/**
 * The names of a scheme's occupations: as they were published; for ISCO-08 else that of the first built-in job in the
 * group, or our own for the minor group around it; for a code of ROME without a name that of its first title.
 */
export function labelsOf(scheme: Scheme, kept: Kept): Labels {
  const labels = new Map<string, Partial<Record<Language, string>>>();
  const add = (code: string, language: Language, label: string) =>
    labels.set(code, { [language]: label, ...labels.get(code) });
  switch (scheme) {
    case 'rome':
      for (const { code, label } of kept.rome?.codes ?? []) add(code, 'fr', label);
      for (const { rome, label } of kept.rome?.titles ?? []) add(rome, 'fr', label);
      break;
    case 'onet':
      for (const { code, label } of kept.onet?.occupations ?? []) add(code, 'en', label);
      break;
    case 'esco':
    case 'isco':
      for (const language of ['fr', 'en'] as const) {
        for (const { code, label } of kept[scheme]?.[language] ?? []) add(code, language, label);
        if (scheme === 'esco') continue;
        for (const { isco, title } of builtInJobs.values()) {
          const { m, f } = title[language];
          add(isco, language, m === f ? m : `${m} / ${f}`);
        }
        for (const code of anglicisms.flatMap(({ isco }) => isco)) {
          const around = groups.find((group) => group.code === code.slice(0, 3));
          if (around) add(code, language, around[language]);
        }
      }
  }
  return labels;
}
