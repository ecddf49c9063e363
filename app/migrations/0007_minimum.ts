import type { Migration } from '#lib/store/migrate.ts';

/** How many people must stand behind a figure, where an organisation asks for more than the default. */
export const minimum: Migration = {
  number: 7,
  name: 'minimum',
  statements: () => [`alter table inquiry add column figure_minimum integer check (figure_minimum >= 5)`],
};
