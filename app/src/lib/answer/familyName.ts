import { textIn } from '#lib/components/textIn.ts';
import { m } from '#lib/words/messages.js';
import type { Texts } from './answer.ts';

/** The name of a family of jobs; of a group beside which others of its jobs have a family of their own, that it is the others. */
export function familyName(
  { texts, others }: { readonly texts?: Texts | undefined; readonly others?: true | undefined },
  lang: 'fr' | 'en',
): string {
  if (!texts) return m.portrait_family_unsaid({}, { locale: lang });
  const { text } = textIn(texts, lang);
  return others ? m.portrait_family_others({ name: text }, { locale: lang }) : text;
}
