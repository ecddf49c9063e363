import { m } from '#lib/words/messages.js';
import type { ActLine } from './data.server.ts';

/** What was done, in words. */
export function actText({ act, whom = '', count }: ActLine, lang: 'fr' | 'en'): string {
  const locale = { locale: lang };
  switch (act) {
    case 'cards':
      return m.acts_cards({ count: count ?? 0 }, locale);
    case 'imported':
      return m.acts_imported({ count: count ?? 0 }, locale);
    case 'keeping':
      return m.acts_keeping({ count: count ?? 0 }, locale);
    case 'minimum':
      return m.acts_minimum({ count: String(count ?? 0) }, locale);
    default: {
      const sentence: (inputs: { whom: string }, options: { locale: 'fr' | 'en' }) => string =
        m[`acts_${act}`];
      return sentence({ whom }, locale);
    }
  }
}
