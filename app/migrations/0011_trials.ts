import type { Migration } from '#lib/store/migrate.ts';

/** Trials as their hosts plan them, and what second raters say of results that they are shown blind. */
export const trials: Migration = {
  number: 11,
  name: 'trials',
  statements: (dialect) => {
    const postgres = dialect === 'postgres';
    const text = postgres ? 'text collate "C"' : 'text';
    const table = postgres ? '' : ' strict, without rowid';

    return [
      `create table trial (
  inquiry ${text} not null references inquiry (id) on delete cascade,
  number integer not null check (number >= 1),
  state ${text} not null check (state in ('draft', 'running', 'ended')),
  plan ${text} not null,
  hash ${text},
  engine ${text},
  seed ${text},
  frozen_day text,
  ended_day text,
  told ${text},
  primary key (inquiry, number)
)${table}`,
      // Nothing leads from it to a person: her own words for a task are sealed with the code that she hands over.
      `create table rating (
  inquiry ${text} not null references inquiry (id) on delete cascade,
  hash ${text} not null,
  label ${text} not null,
  score integer check (score between 1 and 7),
  primary key (inquiry, hash)
)${table}`,
    ];
  },
};
