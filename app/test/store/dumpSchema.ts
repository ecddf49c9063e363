import { type QueryExecutorProvider, sql } from 'kysely';
import type { Dialect } from '#lib/store/openStore.ts';

/** The schema as the database itself tells it, in a form that does not change from run to run. */
export async function dumpSchema({
  db,
  dialect,
}: {
  readonly db: QueryExecutorProvider;
  readonly dialect: Dialect;
}): Promise<string> {
  const query = dialect === 'sqlite' ? sqliteSchema : postgresSchema;
  const { rows } = await query.execute(db);
  return rows.map(({ definition }) => `${definition};\n`).join('\n');
}

const sqliteSchema = sql<{ definition: string }>`
  select sql as definition from sqlite_schema where sql is not null order by type desc, name`;

const postgresSchema = sql<{ definition: string }>`
  select 'create table ' || c.relname || E' (\n  ' || (
    select string_agg(line, E',\n  ' order by part, place)
    from (
      select 1 as part, a.attnum::int as place,
        a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
          || coalesce(' collate "' || nullif(o.collname, 'default') || '"', '')
          || case when a.attnotnull then ' not null' else '' end as line
      from pg_attribute a
      left join pg_collation o on o.oid = a.attcollation
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      union all
      select 2, row_number() over (order by k.conname)::int,
        'constraint ' || k.conname || ' ' || pg_get_constraintdef(k.oid)
      from pg_constraint k
      where k.conrelid = c.oid and k.contype in ('p', 'u', 'f', 'c')
    ) as lines
  ) || E'\n)' as definition
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
  order by c.relname`;
