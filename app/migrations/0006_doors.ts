import type { Migration } from '#lib/store/migrate.ts';

/** How many people came in by each door, five at a time: a count beside the inquiry, never a word on a ballot. */
export const doors: Migration = {
  number: 6,
  name: 'doors',
  statements: (dialect) => {
    const postgres = dialect === 'postgres';
    const text = postgres ? 'text collate "C"' : 'text';
    const table = postgres ? '' : ' strict, without rowid';

    return [
      `create table door (
  inquiry ${text} not null references inquiry (id) on delete cascade,
  door ${text} not null check (door in ('own', 'shared', 'paper', 'room')),
  people integer not null check (people > 0 and people % 5 = 0),
  primary key (inquiry, door)
)${table}`,
    ];
  },
};
