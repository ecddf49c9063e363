import type { Migration } from '#lib/store/migrate.ts';

/** Who may answer an inquiry, who has drawn a token, and the key that signs them. */
export const people: Migration = {
  number: 1,
  name: 'people',
  statements: (dialect) => {
    const postgres = dialect === 'postgres';
    const text = postgres ? 'text collate "C"' : 'text';
    const table = postgres ? '' : ' strict, without rowid';

    return [
      `create table person (
  inquiry ${text} not null,
  id ${text} not null,
  name ${text},
  email ${text},
  invitation_hash ${text},
  drawn integer not null check (drawn in (0, 1)),
  blinded_hash ${text},
  signature ${text},
  primary key (inquiry, id)
)${table}`,
      'create unique index person_invitation on person (inquiry, invitation_hash)',
      'create unique index person_email on person (inquiry, email)',
      `create table token_key (
  inquiry ${text} not null primary key,
  private_key ${text} not null
)${table}`,
    ];
  },
};
