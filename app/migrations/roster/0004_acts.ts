import type { Migration } from '#lib/store/migrate.ts';

/** Who did what. Lines are added: the database itself refuses to change one or to take one away. */
export const acts: Migration = {
  number: 4,
  name: 'acts',
  statements: (dialect) => {
    const postgres = dialect === 'postgres';
    const text = postgres ? 'text collate "C"' : 'text';
    const number = postgres
      ? 'number integer generated always as identity primary key'
      : 'number integer not null primary key';
    const refusal = 'the log of acts is only added to';

    return [
      `create table act (
  ${number},
  day ${text} not null,
  account ${text},
  name ${text},
  role ${text} not null,
  inquiry ${text},
  act ${text} not null,
  whom ${text},
  count integer
)${postgres ? '' : ' strict'}`,
      'create index act_inquiry on act (inquiry, number)',
      ...(postgres
        ? [
            `create function act_stays() returns trigger language plpgsql as $$
begin
  raise exception '${refusal}';
end $$`,
            `create trigger act_stays before update or delete or truncate on act
for each statement execute function act_stays()`,
          ]
        : ['update', 'delete'].map(
            (change) =>
              `create trigger act_stays_${change} before ${change} on act begin select raise(abort, '${refusal}'); end`,
          )),
    ];
  },
};
