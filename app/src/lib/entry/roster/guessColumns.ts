import { foldedWords } from '#lib/host/statements/foldedWords.ts';
import type { Attribute } from '#lib/inquiry/data.server.ts';
import { emailAddress } from '#lib/post/emailAddress.ts';
import type { PeopleTable } from './import.ts';

/** What a column of a list says: `list:KEY` is the profile attribute of that key; empty says nothing. */
export type ColumnUse = '' | 'email' | 'name' | 'first-name' | `list:${string}`;

/** Headings as organisations write them, in folded words. */
const HEADINGS: Readonly<Record<'email' | 'name' | 'first-name', ReadonlySet<string>>> = {
  email: new Set(
    [
      'courriel|e mail|email|mail|mel|adresse e mail|adresse email|adresse mail|adresse mel|adresse courriel',
      'adresse electronique|adresse de messagerie|email professionnel|e mail professionnel|mail professionnel',
      'courriel professionnel|mail pro|email pro|email address|e mail address|work email|mail address',
      'business email|user principal name|userprincipalname|upn',
    ].flatMap((some) => some.split('|')),
  ),
  name: new Set(
    [
      'nom|noms|nom complet|nom prenom|nom et prenom|nom prenoms|prenom nom|prenom et nom|nom de famille',
      'nom usuel|nom d usage|personne|salarie|salariee|agent|collaborateur|name|full name|last name|surname',
      'family name|lastname|employee|employee name|display name|displayname|person',
    ].flatMap((some) => some.split('|')),
  ),
  'first-name': new Set(
    'prenom|prenoms|prenom usuel|first name|given name|firstname|forename|givenname'.split('|'),
  ),
};

/** Rows that are looked at where a heading says nothing. */
const LOOKED_AT = 200;
/** Share of cells that must be addresses, or known values, for a column to be taken for one. */
const MOSTLY = 0.8;

/**
 * What each column of a list most likely says, by its heading, else by what is in it; each use once. The host
 * confirms it, so a wrong guess costs a choice.
 *
 * @example guessColumns({ columns: ['Nom', 'Courriel', 'Site'], rows: [] }, attributes) // ['name', 'email', 'list:list1']
 */
export function guessColumns(
  { columns, rows }: PeopleTable,
  attributes: readonly Attribute[],
): readonly ColumnUse[] {
  const uses: ColumnUse[] = columns.map(() => '');
  const take = (use: ColumnUse, is: (place: number) => boolean) => {
    if (uses.includes(use)) return;
    const place = columns.findIndex((_, place) => uses[place] === '' && is(place));
    if (place >= 0) uses[place] = use;
  };
  const headings = columns.map(folded);
  for (const [use, known] of Object.entries(HEADINGS)) {
    take(use as ColumnUse, (place) => known.has(headings[place]!));
  }
  for (const { key, label } of attributes) {
    const labels = new Set(Object.values(label).map(folded));
    take(`list:${key}`, (place) => labels.has(headings[place]!));
  }
  const mostly = (place: number, is: (cell: string) => boolean) => {
    const cells = rows.slice(0, LOOKED_AT).flatMap(({ cells }) => cells[place] || []);
    return cells.length > 0 && cells.filter(is).length >= MOSTLY * cells.length;
  };
  take('email', (place) => mostly(place, (cell) => emailAddress(cell) !== undefined));
  for (const { key, values } of attributes) {
    const known = new Set(values.flatMap(({ label }) => Object.values(label).map(folded)));
    take(`list:${key}`, (place) => mostly(place, (cell) => known.has(folded(cell))));
  }
  return uses;
}

/** A text by which the same word is found again, whatever its case and accents. */
export function folded(text: string): string {
  return foldedWords(text).join(' ');
}
