import { box } from './0001_box.ts';

/** Every step of the schema, in order. A published step is never changed: a new one is added. */
export const migrations = [box] as const;
