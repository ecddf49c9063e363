import { readOwnSaid, readSaidBox, type SaidBox } from '#lib/entry/said/data.server.ts';
import type { Database } from '#lib/store/schema.ts';
import type { WorkSaid } from './schema.ts';

/** What the holder of this secret said of her work; nothing where she said nothing. */
export function readOwnWork(db: Database, inquiry: string, secret: string): Promise<WorkSaid | undefined> {
  return readOwnSaid(db, { inquiry, secret, question: 'work' });
}

/** What everybody said of their work, for the engine. */
export function readWork(db: Database, id: string): Promise<SaidBox<WorkSaid> | undefined> {
  return readSaidBox(db, id, 'work');
}
