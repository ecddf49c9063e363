import type { Migration } from '#lib/store/migrate.ts';

/** How long an inquiry is kept, what its host says of it in its file, and what people add at the end. */
export const keeping: Migration = {
  number: 8,
  name: 'keeping',
  statements: (dialect) => {
    const postgres = dialect === 'postgres';
    const text = postgres ? 'text collate "C"' : 'text';
    const table = postgres ? '' : ' strict, without rowid';

    return [
      'alter table inquiry add column keep_months integer not null default 12 check (keep_months between 1 and 36)',
      `alter table inquiry add column erased_day ${text}`,
      `alter table inquiry add column notice ${text} not null default '{}'`,
      // Nothing leads from a comment to a ballot, to a day or to another comment.
      `create table comment (
  inquiry ${text} not null references inquiry (id) on delete cascade,
  id ${text} not null,
  author_hash ${text} not null,
  texts ${text} not null,
  state ${text} not null check (state in ('arrived', 'waiting', 'accepted', 'refused')),
  edited integer not null check (edited in (0, 1)),
  reason ${text},
  primary key (inquiry, id),
  unique (inquiry, author_hash)
)${table}`,
      `create table comment_act (
  inquiry ${text} not null references inquiry (id) on delete cascade,
  number integer not null check (number >= 1),
  act ${text} not null check (act in ('accepted', 'edited', 'refused', 'returned')),
  reason ${text},
  day ${text} not null,
  primary key (inquiry, number)
)${table}`,
    ];
  },
};
