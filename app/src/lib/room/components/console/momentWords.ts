import { formatMinutes } from '#lib/answer/formatMinutes.ts';
import { textIn } from '#lib/components/textIn.ts';
import type { Moment } from '#lib/room/script.ts';
import { m } from '#lib/words/messages.js';

/** What a moment of a script is called, and what it holds, in one line. */
export function momentWords(moment: Moment, lang: 'fr' | 'en'): { name: string; detail: string } {
  const locale = { locale: lang };
  const name = m[`seance_moment_${moment.kind}`]({}, locale);
  switch (moment.kind) {
    case 'watch': {
      const title = textIn(moment.title, lang).text;
      return { name, detail: m.seance_detail_watch({ title, length: length(moment, lang) }, locale) };
    }
    case 'vote':
      return { name, detail: statements(moment.statements.length, lang) };
    case 'reveal': {
      const shown = statements(moment.statements.length, lang);
      if (!moment.shape) return { name, detail: shown };
      if (moment.statements.length === 0) return { name, detail: m.seance_detail_shape_alone({}, locale) };
      return { name, detail: m.seance_detail_shape({ statements: shown }, locale) };
    }
    case 'discuss': {
      const prompt = moment.prompt && textIn(moment.prompt, lang).text;
      const gaps = { length: length(moment, lang) };
      return {
        name,
        detail: prompt
          ? m.seance_detail_discuss_on({ ...gaps, prompt }, locale)
          : m.seance_detail_discuss(gaps, locale),
      };
    }
    case 'write':
      return { name, detail: m.seance_detail_write({ length: length(moment, lang) }, locale) };
    case 'close':
      return { name, detail: m.seance_detail_close({}, locale) };
  }
}

function length({ minutes }: { readonly minutes: number }, lang: 'fr' | 'en'): string {
  return formatMinutes(minutes, lang);
}

function statements(count: number, lang: 'fr' | 'en'): string {
  return count === 0
    ? m.seance_detail_none({}, { locale: lang })
    : m.seance_detail_statements({ count, shown: String(count) }, { locale: lang });
}
