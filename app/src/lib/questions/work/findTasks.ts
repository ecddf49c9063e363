import { foldedWords } from '#lib/host/statements/foldedWords.ts';
import { builtInTasks, type Task } from '#lib/references/builtInJobs.ts';
import { findByWords } from './findByWords.ts';

/** Tasks that one search shows: as many as are read on a phone. */
const MOST = 8;

const entries = {
  fr: [...builtInTasks.values()].map((entry) => ({ entry, words: foldedWords(entry.fr) })),
  en: [...builtInTasks.values()].map((entry) => ({ entry, words: foldedWords(entry.en) })),
};

/**
 * The built-in tasks that have these words in one language, the best first; of those that say the same in several
 * jobs, one.
 *
 * @example findTasks('factures', 'fr')[0].fr // 'Saisir et classer les factures'
 */
export function findTasks(typed: string, lang: 'fr' | 'en'): readonly Task[] {
  const found = new Map<string, Task>();
  for (const { entry } of findByWords(entries[lang], typed).found) {
    if (!found.has(entry[lang])) found.set(entry[lang], entry);
    if (found.size === MOST) break;
  }
  return [...found.values()];
}
