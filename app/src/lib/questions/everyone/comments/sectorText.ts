import { m } from '#lib/words/messages.js';
import type { TaskSector } from './schema.ts';

/** A kind of work in the reader's language. */
export function sectorText(sector: TaskSector, lang: 'fr' | 'en'): string {
  return m[`practice_sector_${sector}`]({}, { locale: lang });
}
