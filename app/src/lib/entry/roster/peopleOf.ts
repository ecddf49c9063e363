import type { Attribute } from '#lib/inquiry/data.server.ts';
import { emailAddress } from '#lib/post/emailAddress.ts';
import { type ColumnUse, folded } from './guessColumns.ts';
import type { PeopleTable } from './import.ts';

/** Somebody of a list, before she is in the roster. */
export interface ListedPerson {
  readonly line: number;
  readonly name: string | null;
  readonly email: string | null;
  /** Attribute key → value key: counted, and not kept. */
  readonly profile: ReadonlyMap<string, string>;
}

/** A value of a column that its attribute does not have. */
export interface UnknownValue {
  readonly attribute: string;
  readonly value: string;
  readonly lines: readonly number[];
}

/** A list of people, understood: who would come in, and what must be said before. All lines count from 1. */
export interface PeopleRead {
  readonly people: readonly ListedPerson[];
  /** Attributes that have a column. */
  readonly counted: readonly Attribute[];
  /** Left out: neither a name nor an address. */
  readonly nobody: readonly number[];
  /** Left out: a formula, or what a spreadsheet would take for one. */
  readonly formulas: readonly number[];
  /** Left out: the same address stands further up. */
  readonly repeated: readonly { readonly line: number; readonly first: number }[];
  /** Come in without an address, or are left out if they have no name: theirs cannot be one. */
  readonly badAddresses: readonly { readonly line: number; readonly value: string }[];
  /** Come in, and share a name. */
  readonly namesakes: readonly { readonly name: string; readonly lines: readonly number[] }[];
  readonly unknownValues: readonly UnknownValue[];
}

const LONGEST_NAME = 120;

/** What a spreadsheet computes: nobody's name or address begins like this; a group may (“+ 10 ans”). */
const FORMULA = /^[=+@]|^-\s*[\p{L}\p{N}(]/u;

/** What people write where there is nothing. */
const NOTHING = /^(?:[-–—/.?]+|n\/?a|néant|aucune?|none|null)$/i;

/**
 * Understands a list of people by the use of each of its columns. Nothing is guessed: a value that is none of
 * its attribute's is told, and counts for nobody.
 */
export function peopleOf(
  { rows }: PeopleTable,
  uses: readonly ColumnUse[],
  attributes: readonly Attribute[],
): PeopleRead {
  const place = (use: ColumnUse) => uses.indexOf(use);
  const lists = attributes.flatMap(({ key, values }) => {
    const column = place(`list:${key}`);
    const keys = new Map<string, string>();
    for (const { key: value, label } of values) {
      for (const text of [value, ...Object.values(label)]) keys.set(folded(text), value);
    }
    return column < 0 ? [] : [{ key, column, keys }];
  });
  const named = uses.flatMap((use, at) => (use === '' || use.startsWith('list:') ? [] : [at]));
  const people: ListedPerson[] = [];
  const nobody: number[] = [];
  const formulas: number[] = [];
  const repeated: { line: number; first: number }[] = [];
  const badAddresses: { line: number; value: string }[] = [];
  const unknown = new Map<string, { attribute: string; value: string; lines: number[] }>();
  const byAddress = new Map<string, number>();

  for (const { line, cells } of rows) {
    if (
      named.some((at) => FORMULA.test(cells[at]!)) ||
      lists.some(({ column }) => cells[column]!.startsWith('='))
    ) {
      formulas.push(line);
      continue;
    }
    const said = (at: number) => (at < 0 || NOTHING.test(cells[at]!) ? '' : cells[at]!);
    const typed = said(place('email'));
    const email = emailAddress(typed) ?? null;
    const name = nameOf(said(place('first-name')), said(place('name')));
    if (typed !== '' && email === null) badAddresses.push({ line, value: typed });
    else if (email === null && name === null) nobody.push(line);
    const first = email === null ? undefined : byAddress.get(email);
    if (first !== undefined) repeated.push({ line, first });
    if ((email === null && name === null) || first !== undefined) continue;
    if (email !== null) byAddress.set(email, line);
    const profile = new Map<string, string>();
    for (const { key, column, keys } of lists) {
      const value = said(column);
      if (value === '') continue;
      const found = keys.get(folded(value));
      if (found !== undefined) {
        profile.set(key, found);
        continue;
      }
      const name = `${key} ${folded(value)}`;
      const seen = unknown.get(name) ?? { attribute: key, value, lines: [] };
      seen.lines.push(line);
      unknown.set(name, seen);
    }
    people.push({ line, name, email, profile });
  }
  return {
    people,
    counted: attributes.filter(({ key }) => lists.some((list) => list.key === key)),
    nobody,
    formulas,
    repeated,
    badAddresses,
    namesakes: namesakesOf(people),
    unknownValues: [...unknown.values()],
  };
}

function nameOf(first: string, last: string): string | null {
  return [first, last].filter(Boolean).join(' ').slice(0, LONGEST_NAME).toWellFormed() || null;
}

function namesakesOf(people: readonly ListedPerson[]): PeopleRead['namesakes'] {
  const byName = new Map<string, { name: string; lines: number[] }>();
  for (const { name, line } of people) {
    if (name === null) continue;
    const seen = byName.get(folded(name)) ?? { name, lines: [] };
    seen.lines.push(line);
    byName.set(folded(name), seen);
  }
  return [...byName.values()].filter(({ lines }) => lines.length > 1);
}
