import { people } from './0001_people.ts';

/** Every step of the roster's schema, in order. A published step is never changed: a new one is added. */
export const rosterMigrations = [people] as const;
