import type { Migration } from '#lib/store/migrate.ts';

/** The mail server through which letters go out: one for the instance. */
export const post: Migration = {
  number: 2,
  name: 'post',
  statements: (dialect) => {
    const text = dialect === 'postgres' ? 'text collate "C"' : 'text';

    return [
      `create table post (
  one integer not null primary key check (one = 1),
  host ${text} not null,
  port integer not null check (port between 1 and 65535),
  tls ${text} not null check (tls in ('tls', 'starttls', 'none')),
  login ${text},
  password ${text},
  sender_name ${text} not null,
  sender_address ${text} not null
)${dialect === 'postgres' ? '' : ' strict'}`,
    ];
  },
};
