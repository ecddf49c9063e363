import type { Migration } from '#lib/store/migrate.ts';

/** Codes printed on cards, one a person: what they hash to, and whether they have been spent. */
export const codes: Migration = {
  number: 4,
  name: 'codes',
  statements: (dialect) => {
    const postgres = dialect === 'postgres';
    const text = postgres ? 'text collate "C"' : 'text';
    const table = postgres ? '' : ' strict, without rowid';

    return [
      // Nothing leads from a code to a ballot, and nothing says when it was spent.
      `create table code (
  inquiry ${text} not null references inquiry (id) on delete cascade,
  hash ${text} not null,
  spent integer not null check (spent in (0, 1)),
  primary key (inquiry, hash)
)${table}`,
    ];
  },
};
