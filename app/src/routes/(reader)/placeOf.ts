import { formatDays } from '#lib/answer/formatDays.ts';
import { textIn } from '#lib/components/textIn.ts';
import type { Inquiry } from '#lib/inquiry/data.server.ts';
import type { Lang } from '../../language.ts';

/** Where and when: the organisation, and the days on which people voted. */
export function placeOf(inquiry: Pick<Inquiry, 'organisation' | 'days'>, lang: Lang): string {
  const { organisation, days } = inquiry;
  const name = textIn(organisation, lang).text;
  return [name, days && formatDays(days.from, days.to, lang)].filter(Boolean).join(' · ');
}
