import { m } from '#lib/words/messages.js';
import type { Source } from './read/FileKind.ts';

/** One of the tables of a source, as people call it. */
export function tableName(source: Source, table: string, locale: 'fr' | 'en'): string {
  const language = table === 'fr' || table === 'en';
  const name = language ? (source === 'isco' ? `groups_${table}` : `occupations_${table}`) : table;
  return m[`reference_table_${name as 'titles'}`]({}, { locale });
}
