import type { Migration } from '#lib/store/migrate.ts';

/** Which letters left, who has a card instead, and how many people are of which group, without saying who. */
export const letters: Migration = {
  number: 3,
  name: 'letters',
  statements: (dialect) => {
    const postgres = dialect === 'postgres';
    const text = postgres ? 'text collate "C"' : 'text';
    const table = postgres ? '' : ' strict, without rowid';

    return [
      'alter table person add column card integer not null default 0 check (card in (0, 1))',
      `create table letter (
  inquiry ${text} not null,
  round integer not null check (round >= 0),
  person ${text} not null,
  state ${text} not null check (state in ('waiting', 'unsure', 'sent', 'refused')),
  fault ${text},
  said ${text},
  primary key (inquiry, round, person),
  foreign key (inquiry, person) references person (inquiry, id) on delete cascade
)${table}`,
      `create table tally (
  inquiry ${text} not null,
  attribute ${text} not null,
  value ${text} not null,
  people integer not null check (people >= 0),
  primary key (inquiry, attribute, value)
)${table}`,
    ];
  },
};
