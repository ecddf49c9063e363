import type { RoundedShare } from '@abord/release';
import { m } from '#lib/words/messages.js';
import { formatPercent } from './formatPercent.ts';

/** A share as the gate lets it be said: 65 %, or presque 100 % where all or all but one of a few gave the same answer. */
export function formatShare(
  { share, nearly }: { readonly share: number; readonly nearly?: RoundedShare['nearly'] | undefined },
  lang: 'fr' | 'en',
): string {
  if (nearly === undefined) return formatPercent(share, lang);
  return m.answer_nearly({ percent: formatPercent(nearly === 'all' ? 1 : 0, lang) }, { locale: lang });
}
