import type { Migration } from '#lib/store/migrate.ts';

/** Whoever works with inquiries: accounts, what opens them, and who may do what in which inquiry. */
export const accounts: Migration = {
  number: 5,
  name: 'accounts',
  statements: (dialect) => {
    const postgres = dialect === 'postgres';
    const text = postgres ? 'text collate "C"' : 'text';
    const table = postgres ? '' : ' strict, without rowid';
    const instant = postgres ? 'timestamptz' : 'text';
    const flag = postgres ? 'boolean' : 'integer';
    const own = `account ${text} not null references host_account (id) on delete cascade`;

    return [
      `create table host_account (
  id ${text} not null primary key,
  name ${text} not null,
  email ${text} not null unique,
  duty ${text} not null default '',
  email_verified ${flag} not null,
  image ${text},
  created_at ${instant} not null,
  updated_at ${instant} not null
)${table}`,

      `create table host_passkey (
  id ${text} not null primary key,
  ${own},
  name ${text},
  credential_id ${text} not null unique,
  public_key ${text} not null,
  counter integer not null,
  device_type ${text} not null,
  backed_up ${flag} not null,
  transports ${text},
  aaguid ${text},
  created_at ${instant}
)${table}`,
      'create index host_passkey_account on host_passkey (account)',

      // What a letter or a key is about to prove; gone once it has, or is too late.
      `create table host_proof (
  id ${text} not null primary key,
  identifier ${text} not null unique,
  value ${text} not null,
  expires_at ${instant} not null,
  created_at ${instant} not null,
  updated_at ${instant} not null
)${table}`,

      `create table host_access (
  hash ${text} not null primary key,
  ${own},
  kind ${text} not null check (kind in ('link', 'session')),
  last_day ${text} not null,
  used ${text},
  sure_until ${text}
)${table}`,
      'create index host_access_account on host_access (account)',

      // Of an inquiry, or, where that is empty, of the instance.
      `create table host_role (
  ${own},
  inquiry ${text} not null,
  role ${text} not null check (role in ('host', 'moderator', 'reader', 'analyst')),
  declared ${text},
  primary key (account, inquiry, role)
)${table}`,
      'create index host_role_inquiry on host_role (inquiry)',

      // Signs the cookie that brings a key's challenge back, the same on every node.
      `create table host_secret (
  name ${text} not null primary key,
  value ${text} not null
)${table}`,
    ];
  },
};
