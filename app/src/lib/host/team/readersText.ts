import { m } from '#lib/words/messages.js';
import type { FirstReaders } from './data.server.ts';

/** Who reads what people write before anybody else does, by name and function, and what they have declared. */
export function readersText({ people, appointed }: FirstReaders, lang: 'fr' | 'en'): string {
  const locale = { locale: lang };
  if (people.length === 0) return m.readers_unnamed({}, locale);
  const names = new Intl.ListFormat(lang, { type: 'conjunction' }).format(
    people.map(({ name, duty }) => (duty === '' ? name : `${name} (${duty})`)),
  );
  return appointed
    ? m.readers_moderators({ count: people.length, names }, locale)
    : m.readers_hosts({ count: people.length, names }, locale);
}
