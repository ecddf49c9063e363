import type { Migration } from '#lib/store/migrate.ts';

/** What people say of a question that is no vote: one row a person and question, replaced whole. */
export const said: Migration = {
  number: 9,
  name: 'said',
  statements: (dialect) => {
    const postgres = dialect === 'postgres';
    const text = postgres ? 'text collate "C"' : 'text';
    const table = postgres ? '' : ' strict, without rowid';

    // Nothing leads from it to a ballot: a rare job would name whose votes they are.
    return ['said', 'said_intake'].map(
      (name) => `create table ${name} (
  inquiry ${text} not null references inquiry (id) on delete cascade,
  question ${text} not null,
  author_hash ${text} not null,
  profile ${text} not null,
  content ${text} not null,
  primary key (inquiry, question, author_hash)
)${table}`,
    );
  },
};
