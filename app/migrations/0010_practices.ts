import type { Migration } from '#lib/store/migrate.ts';

/** A comment has a kind: what somebody adds at the end, or a practice that she tells, signed if she wants. */
export const practices: Migration = {
  number: 10,
  name: 'practices',
  statements: (dialect) => {
    const text = dialect === 'postgres' ? 'text collate "C"' : 'text';
    const kind = `${text} not null default 'comment' check (kind in ('comment', 'practice'))`;

    return [
      `alter table comment add column kind ${kind}`,
      `alter table comment add column watch ${text}`,
      `alter table comment add column sector ${text} check (sector in ('health', 'industry', 'office', 'tech', 'other'))`,
      `alter table comment add column name ${text}`,
      `alter table comment_act add column kind ${kind}`,
    ];
  },
};
