import type { Migration } from '#lib/store/migrate.ts';

/**
 * The room: a code to join by, séances with their script, statements that people write and others
 * moderate, the leader's forecast, and who may host. Nowhere a time of day of anything that a participant
 * did; when a séance begins and how long its moments last is said by its host.
 */
export const room: Migration = {
  number: 2,
  name: 'room',
  statements: (dialect) => {
    const postgres = dialect === 'postgres';
    const text = postgres ? 'text collate "C"' : 'text';
    const table = postgres ? '' : ' strict, without rowid';

    return [
      `alter table inquiry add column code ${text}`,
      'create unique index inquiry_code on inquiry (code)',
      `alter table inquiry add column questions ${text} not null default '["everyone"]'`,
      `alter table inquiry add column languages ${text} not null default '["fr","en"]'`,

      // Order among the statements of the host; null: by number.
      'alter table statement add column position integer',
      'alter table statement add column voting integer not null default 1 check (voting in (0, 1))',
      `alter table statement add column author_hash ${text}`,
      `alter table statement add column reason ${text}`,
      `alter table statement add column merged_into ${text}`,

      `create table seance (
  inquiry ${text} not null references inquiry (id) on delete cascade,
  number integer not null check (number >= 1),
  title ${text} not null,
  guest ${text} not null,
  place ${text} not null,
  starts ${text} not null,
  zone ${text} not null,
  minutes integer not null check (minutes between 1 and 1440),
  script ${text} not null,
  state ${text} not null check (state in ('planned', 'live', 'closed')),
  progress ${text} not null,
  version integer not null check (version >= 1),
  primary key (inquiry, number)
)${table}`,
      `create table forecast (
  inquiry ${text} not null references inquiry (id) on delete cascade,
  statement ${text} not null,
  agree integer not null check (agree between 0 and 100),
  primary key (inquiry, statement)
)${table}`,
      `create table moderation (
  inquiry ${text} not null references inquiry (id) on delete cascade,
  number integer not null check (number >= 1),
  statement ${text} not null,
  act ${text} not null check (act in ('accepted', 'refused', 'merged', 'edited', 'written', 'imported', 'replaced', 'undone')),
  reason ${text},
  former ${text},
  day ${text} not null,
  primary key (inquiry, number)
)${table}`,
      `create table host_access (
  hash ${text} not null primary key,
  kind ${text} not null check (kind in ('link', 'session')),
  last_day ${text} not null,
  used ${text},
  sure_until ${text}
)${table}`,
    ];
  },
};
