import { m } from '#lib/words/messages.js';
import type { FirstReaders } from './data.server.ts';

/**
 * Who reads what people write before anybody else does, by name and function, and what they have declared.
 * `signing`: of words to which somebody may put her name.
 */
export function readersText(readers: FirstReaders, lang: 'fr' | 'en', signing = false): string {
  const locale = { locale: lang };
  const nameless = signing ? m.readers_unless_signed({}, locale) : m.readers_nameless({}, locale);
  return `${whoReads(readers, lang)} ${nameless}`;
}

function whoReads({ people, appointed }: FirstReaders, lang: 'fr' | 'en'): string {
  const locale = { locale: lang };
  if (people.length === 0) return m.readers_unnamed({}, locale);
  const names = new Intl.ListFormat(lang, { type: 'conjunction' }).format(
    people.map(({ name, duty }) => (duty === '' ? name : `${name} (${duty})`)),
  );
  return appointed
    ? m.readers_moderators({ count: people.length, names }, locale)
    : m.readers_hosts({ count: people.length, names }, locale);
}
