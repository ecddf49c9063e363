import type { Migration } from '#lib/store/migrate.ts';

/** What a later release is checked against, and what the gate has held back. */
export const gate: Migration = {
  number: 3,
  name: 'gate',
  statements: (dialect) => {
    const postgres = dialect === 'postgres';
    const text = postgres ? 'text collate "C"' : 'text';
    const table = postgres ? '' : ' strict, without rowid';

    return [
      // What a cell's figures are about: those about the same thing can be subtracted from one another.
      `alter table release_cell add column about ${text} not null default ''`,
      // JSON, how many gave each answer, where the cell shows that.
      `alter table release_cell add column answers ${text}`,

      // Answers that would follow a release, and would tell by the difference who came between.
      `create table withheld (
  inquiry ${text} not null references inquiry (id) on delete cascade,
  question ${text} not null,
  after integer not null check (after >= 1),
  waiting integer not null check (waiting >= 0),
  day ${text} not null,
  primary key (inquiry, question, after)
)${table}`,
    ];
  },
};
