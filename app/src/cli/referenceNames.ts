import type { Scheme } from '@abord/work';
import type { Source } from '#lib/references/read/FileKind.ts';
import { m } from '#lib/words/messages.js';
import type { Locale } from './locale.ts';

/** A published source, as people call it. */
export function sourceName(source: Source, locale: Locale): string {
  return m[`reference_${source.replace('-', '_') as 'rome'}`]({}, { locale });
}

/** One of the tables of a source. */
export function tableName(source: Source, table: string, locale: Locale): string {
  const language = table === 'fr' || table === 'en';
  const name = language ? (source === 'isco' ? `groups_${table}` : `occupations_${table}`) : table;
  return m[`reference_table_${name as 'titles'}`]({}, { locale });
}

export function schemeName(scheme: Scheme, locale: Locale): string {
  return sourceName(scheme, locale);
}
