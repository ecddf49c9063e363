import type { Texts } from '#lib/questions/everyone/debate.ts';
import { foldedWords } from './foldedWords.ts';
import { littleWords } from './littleWords.ts';

/** Least share of words in common that is worth a look. */
const ALIKE = 0.3;

export interface Similar<Statement> {
  readonly statement: Statement;
  /** Words in common among the words of both, 0 to 1 (Jaccard 1901), in the language where it is highest. */
  readonly share: number;
  /** The words in common, as the text in question writes them without accents. */
  readonly words: readonly string[];
}

/**
 * The statements whose words are most like those of a text, the most alike first, three at most.
 *
 * Counts words in common, without endings in s, x or e and without words that every sentence has. It
 * knows nothing of meaning: two statements that contradict each other are alike. Ties go to the first
 * given. Linear in the words.
 *
 * @example
 * similarStatements({ fr: 'Une heure par semaine pour apprendre' }, [{ texts: { fr: 'Apprendre prend des heures' } }])
 * // [{ statement: { texts: … }, share: 0.5, words: ['heure', 'apprendre'] }]
 */
export function similarStatements<Statement extends { readonly texts: Texts }>(
  texts: Texts,
  others: readonly Statement[],
): Similar<Statement>[] {
  return others
    .map((statement) => ({ statement, ...likeness(texts, statement.texts) }))
    .filter(({ share }) => share >= ALIKE)
    .sort((a, b) => b.share - a.share)
    .slice(0, 3);
}

function likeness(a: Texts, b: Texts): { share: number; words: string[] } {
  let best = { share: 0, words: [] as string[] };
  for (const [lang, text] of Object.entries(a)) {
    const other = b[lang];
    if (other === undefined) continue;
    const [one, two] = [stemsOf(text), stemsOf(other)];
    const common = [...one].filter(([stem]) => two.has(stem));
    const share = common.length / Math.max(1, one.size + two.size - common.length);
    if (share > best.share) best = { share, words: common.map(([, word]) => word) };
  }
  return best;
}

/** Stem → the first word that has it. */
function stemsOf(text: string): Map<string, string> {
  const stems = new Map<string, string>();
  for (const word of foldedWords(text)) {
    const stem = word.length > 3 ? word.replace(/[sx]$/, '').replace(/e$/, '') : word;
    if (!littleWords.has(word) && !stems.has(stem)) stems.set(stem, word);
  }
  return stems;
}
