import type { LayoutServerLoad } from './$types';

/** The same page in the other language: the wall's language is in its address (`?lang=`). */
export const load: LayoutServerLoad = ({ locals, url }) => {
  const other = locals.lang === 'fr' ? 'en' : 'fr';
  const translated = new URLSearchParams(url.searchParams);
  translated.set('lang', other);
  return { other, translated: `${url.pathname}?${translated}` } as const;
};
