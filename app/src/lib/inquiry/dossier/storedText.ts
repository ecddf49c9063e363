import { m } from '#lib/words/messages.js';
import { type Stored, storedGroups, storedInBox, storedInRoster } from './stored.ts';

/** What one table keeps, or two that keep the same, said in the reader's language. */
export interface StoredThing {
  readonly base: 'box' | 'roster';
  /** Names of the tables in the database. */
  readonly tables: readonly string[];
  readonly what: string;
  readonly who: string;
  readonly kept: string;
  readonly person: string;
  readonly columns: readonly { readonly name: string; readonly what: string }[];
}

/** Everything that is kept, by what a participant would look for it under. */
export function storedText(
  lang: 'fr' | 'en',
): readonly { readonly key: string; readonly title: string; readonly things: readonly StoredThing[] }[] {
  const locale = { locale: lang };
  const all = [...thingsIn('box', storedInBox, lang), ...thingsIn('roster', storedInRoster, lang)];
  return storedGroups.map((key) => ({
    key,
    title: m[`stored_group_${key}`]({}, locale),
    things: all.filter(({ group }) => group === key).map(({ group: _, ...thing }) => thing),
  }));
}

function thingsIn(base: StoredThing['base'], tables: Readonly<Record<string, Stored>>, lang: 'fr' | 'en') {
  const locale = { locale: lang };
  return [...new Set(Object.values(tables))].map((stored) => ({
    base,
    group: stored.group,
    tables: Object.keys(tables).filter((name) => tables[name] === stored),
    what: m[`stored_t_${stored.what}`]({}, locale),
    who: m[`stored_who_${stored.who}`]({}, locale),
    kept: m[`stored_kept_${stored.kept}`]({}, locale),
    person: m[`stored_person_${stored.person}`]({}, locale),
    columns: Object.entries(stored.columns).map(([name, key]) => ({
      name,
      what: m[`stored_c_${key}`]({}, locale),
    })),
  }));
}
