import type { Sheet } from '@abord/work';
import type { RomeEsco, Tables } from './tables.ts';

/**
 * One sheet a code of ROME, from its published files, so that codes can be compared: its skills; the other items
 * that its sheet lists, of which only numbers are published there; its name, titles, definition and ways in; and
 * the unit groups of ISCO-08 of its titles, by way of ESCO, where that table was read.
 *
 * Mobilities have no part in it.
 */
export function romeSheets(
  { codes, titles, skills, links, texts }: Omit<Tables['rome'], 'knowledge' | 'mobilities'>,
  toEsco: readonly RomeEsco[] = [],
  iscoOf: ReadonlyMap<string, string> = new Map(),
): Sheet[] {
  const named = new Set(skills.map(({ ogr }) => ogr));
  const escoOf = Map.groupBy(toEsco, ({ ogr }) => ogr);
  const linksOf = Map.groupBy(links, ({ rome }) => rome);
  const titlesOf = Map.groupBy(titles, ({ rome }) => rome);
  const textsOf = Map.groupBy(
    texts.filter(({ kind }) => kind !== 'conditions'),
    ({ rome }) => rome,
  );
  const labels = new Map(codes.map(({ code, label }) => [code, label]));
  // A code may be missing from one of the two files.
  return [...new Set([...labels.keys(), ...titlesOf.keys()])].map((code) => {
    const items = (linksOf.get(code) ?? []).map(({ ogr }) => ogr);
    const own = titlesOf.get(code) ?? [];
    const label = labels.get(code);
    const groups = own
      .flatMap(({ ogr }) => escoOf.get(ogr) ?? [])
      .flatMap((link): [string, number][] => {
        const isco = iscoOf.get(link.esco);
        return isco === undefined ? [] : [[isco, 1]];
      });
    return {
      code,
      skills: items.filter((ogr) => named.has(ogr)),
      traits: items.filter((ogr) => !named.has(ogr)),
      texts: [
        ...(label === undefined ? [] : [label]),
        ...own.map((title) => title.label),
        ...(textsOf.get(code) ?? []).map(({ text }) => text),
      ],
      groups,
    };
  });
}
