import { readOwnSaid, readSaidBox, type SaidBox } from '#lib/entry/said/data.server.ts';
import type { Database } from '#lib/store/schema.ts';
import type { GainsSaid } from './schema.ts';

/** What the holder of this secret said of what AI gives or costs her; nothing where she said nothing. */
export function readOwnGains(db: Database, inquiry: string, secret: string): Promise<GainsSaid | undefined> {
  return readOwnSaid(db, { inquiry, secret, question: 'gains' });
}

/** What everybody said of it, for the engine. */
export function readGains(db: Database, id: string): Promise<SaidBox<GainsSaid> | undefined> {
  return readSaidBox(db, id, 'gains');
}
