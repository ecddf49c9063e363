import type { Scheme } from '@abord/work';
import type { Kept } from './tables.ts';

/**
 * The ISCO-08 unit group of each code of a scheme: the most probable, where tables know several.
 *
 * - ESCO: the group that it gives itself.
 * - ROME: most of the code's titles, each through its occupation of ESCO; the table by codes only where no title says
 *   one, since a code of ROME covers about three groups.
 * - O*NET: what Nesta's table gives each way through ESCO, by its confidence, and the table of the Bureau of Labor
 *   Statistics, half for groups that overlap in part.
 *
 * Of two as probable it is the lower code.
 */
export function iscoOfCodes(scheme: Scheme, kept: Kept): ReadonlyMap<string, string> {
  return { isco: own, esco, rome, onet }[scheme](kept);
}

function own({ isco: { fr = [], en = [] } = {} }: Kept): ReadonlyMap<string, string> {
  return new Map([...fr, ...en].filter(({ code }) => code.length === 4).map(({ code }) => [code, code]));
}

function esco({ esco: { fr = [], en = [] } = {} }: Kept): ReadonlyMap<string, string> {
  return new Map([...fr, ...en].flatMap(({ code, isco }) => (isco === undefined ? [] : [[code, isco]])));
}

function rome(kept: Kept): ReadonlyMap<string, string> {
  const iscoOf = esco(kept);
  const escoOf = new Map((kept['rome-esco']?.links ?? []).map(({ ogr, esco }) => [ogr, esco]));
  const votes = new Map<string, Map<string, number>>();
  for (const { ogr, rome } of kept.rome?.titles ?? []) {
    const occupation = escoOf.get(ogr);
    vote(votes, rome, occupation === undefined ? undefined : iscoOf.get(occupation), 1);
  }
  const byCode = (kept['rome-isco']?.links ?? []).map(({ rome, isco }) => [rome, isco] as const);
  return new Map([...byCode, ...most(votes)]);
}

function onet(kept: Kept): ReadonlyMap<string, string> {
  const iscoOf = esco(kept);
  const votes = new Map<string, Map<string, number>>();
  for (const { esco, onet, confidence } of kept['esco-onet']?.links ?? []) {
    vote(votes, onet, iscoOf.get(esco), confidence);
  }
  const bySoc = new Map<string, { isco: string; weight: number }[]>();
  for (const { isco, soc, part } of kept['isco-soc']?.links ?? []) {
    const list = bySoc.get(soc) ?? [];
    list.push({ isco, weight: part ? 0.5 : 1 });
    bySoc.set(soc, list);
  }
  for (const { code } of kept.onet?.occupations ?? []) {
    for (const { isco, weight } of bySoc.get(code.slice(0, 7)) ?? []) vote(votes, code, isco, weight);
  }
  return most(votes);
}

type Votes = Map<string, Map<string, number>>;

function vote(votes: Votes, code: string, isco: string | undefined, weight: number): void {
  if (isco === undefined) return;
  const own = votes.get(code) ?? new Map<string, number>();
  votes.set(code, own);
  own.set(isco, (own.get(isco) ?? 0) + weight);
}

function most(votes: Votes): ReadonlyMap<string, string> {
  return new Map(
    [...votes].map(([code, own]) => {
      const [[isco]] = [...own].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)) as [[string, number]];
      return [code, isco];
    }),
  );
}
