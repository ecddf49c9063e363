const signs = {
  fr: /(?<!\p{L})(?:du|des|et|aux?|en|le|la|les|sur|pour|responsable|chargée?)(?!\p{L})|(?<!\p{L})[dl]['’]|(?:euse|trice|ière|ienne|ée|é|eur)(?!\p{L})/u,
  en: /(?<!\p{L})(?:of|and|for|in|other|not|workers?|managers?|operators?|technicians?|engineers?|officers?|teachers?|nurses?|developers?|designers?|makers?|assistants?|drivers?|clerks?|professionals?|labourers?)(?!\p{L})/u,
};

/**
 * French or English, by the labels of a published list, whose header does not say its language; nothing where
 * neither is plain. What the file is called decides only between lists too short to tell.
 */
export function languageOfLabels(labels: readonly string[], file: string): 'fr' | 'en' | undefined {
  const share = (language: 'fr' | 'en') =>
    labels.filter((label) => signs[language].test(label.toLowerCase())).length / labels.length;
  const [fr, en] = [share('fr'), share('en')];
  if (Math.max(fr, en) >= 0.2 && Math.max(fr, en) >= 2 * Math.min(fr, en)) return fr > en ? 'fr' : 'en';
  if (labels.length > 50) return undefined;
  return /[_.-](fr|en)(?=[_.-])/i.exec(file)?.[1]?.toLowerCase() as 'fr' | 'en' | undefined;
}
