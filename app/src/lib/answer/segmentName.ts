import { m } from '#lib/words/messages.js';

type Lang = 'fr' | 'en';

/** The name of a segment beside its shape: un bout, l’autre bout, entre deux, camp A. */
export function segmentName(segment: string, lang: Lang): string {
  const locale = { locale: lang };
  if (segment === 'low') return m.answer_segment_low({}, locale);
  if (segment === 'high') return m.answer_segment_high({}, locale);
  if (segment === 'between') return m.answer_segment_between({}, locale);
  return m.answer_segment_camp({ camp: segment }, locale);
}

/** The same as a place in a sentence: à un bout, à l’autre bout, entre deux, dans le camp A. */
export function segmentPlace(segment: string, lang: Lang): string {
  const locale = { locale: lang };
  if (segment === 'low') return m.answer_place_low({}, locale);
  if (segment === 'high') return m.answer_place_high({}, locale);
  if (segment === 'between') return m.answer_place_between({}, locale);
  return m.answer_place_camp({ camp: segment }, locale);
}
