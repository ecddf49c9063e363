import { people } from './0001_people.ts';
import { post } from './0002_post.ts';
import { letters } from './0003_letters.ts';
import { acts } from './0004_acts.ts';
import { accounts } from './0005_accounts.ts';

/** Every step of the roster's schema, in order. A published step is never changed: a new one is added. */
export const rosterMigrations = [people, post, letters, acts, accounts] as const;
