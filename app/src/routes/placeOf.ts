import { formatDays } from '#lib/answer/formatDays.ts';
import { textIn } from '#lib/components/textIn.ts';
import type { Inquiry } from '#lib/inquiry/data.server.ts';
import type { Lang } from '../language.ts';

/** Where and when: the organisation, or the debate where there is none, and the days on which people voted. */
export function placeOf(inquiry: Pick<Inquiry, 'organisation' | 'title' | 'days'>, lang: Lang): string {
  const { organisation, title, days } = inquiry;
  const name = textIn(organisation, lang).text || textIn(title, lang).text;
  return [name, days && formatDays(days.from, days.to, lang)].filter(Boolean).join(' · ');
}
