import type { FoundOrder } from './matching.ts';

/** Where ids stand in bytes: every place of every one, by rising place. */
export function placesOf(bytes: Uint8Array, ids: Iterable<string>): { id: string; at: number }[] {
  const byStart = new Map<number, string[]>();
  const starts = new Uint8Array(1 << 24);
  for (const id of ids) {
    const start = (id.charCodeAt(0) << 16) | (id.charCodeAt(1) << 8) | id.charCodeAt(2);
    starts[start] = 1;
    byStart.set(start, [...(byStart.get(start) ?? []), id]);
  }
  const places: { id: string; at: number }[] = [];
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0, start = 0; at < bytes.length; at++) {
    start = ((start << 8) | bytes[at]) & 0xffffff;
    if (!starts[start]) continue;
    const from = at - 2;
    for (const id of byStart.get(start)!) {
      if (text.toString('latin1', from, from + id.length) === id) places.push({ id, at: from });
    }
  }
  return places;
}

/** The orders that ids have in bytes: by where each comes first or last, in the file or on its page. */
export function ordersIn(name: string, bytes: Uint8Array, ids: Iterable<string>, page = 4_096): FoundOrder[] {
  const places = placesOf(bytes, ids);
  const ordered = (by: (at: number) => number) => {
    const sorted = places.toSorted((a, b) => by(a.at) - by(b.at) || (a.id < b.id ? -1 : 1));
    return [...new Set(sorted.map(({ id }) => id))];
  };
  return [
    { name: `${name}, first place`, ids: ordered((at) => at) },
    { name: `${name}, last place`, ids: ordered((at) => -at) },
    // SQLite and PostgreSQL both fill a page from its end.
    { name: `${name}, place on the page`, ids: ordered((at) => -(at % page)) },
    { name: `${name}, page`, ids: ordered((at) => Math.floor(at / page)) },
  ].filter(({ ids }) => ids.length > 0);
}
