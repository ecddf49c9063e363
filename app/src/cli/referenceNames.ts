import type { Source } from '#lib/references/read/FileKind.ts';
import type { LearntScheme } from '#lib/references/trainSchemes.ts';
import { m } from '#lib/words/messages.js';
import type { Locale } from './locale.ts';

/** A published source, as people call it. */
export function sourceName(source: Source, locale: Locale): string {
  return m[`reference_${source.replace('-', '_') as 'rome'}`]({}, { locale });
}

/** What was learnt of a scheme, from how much and in how long. */
export function learntLine({ scheme, titles, seconds, bytes }: LearntScheme, locale: Locale): string {
  const format = new Intl.NumberFormat(locale).format;
  const size = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });
  return m.cli_references_trained(
    {
      scheme: sourceName(scheme, locale),
      titles: format(titles),
      seconds: format(seconds),
      megabytes: size.format(bytes / 1e6),
    },
    { locale },
  );
}
