import type { Texts } from '#lib/questions/everyone/debate.ts';
import { foldedWords } from './foldedWords.ts';

/** Words that say little of what a sentence is about, folded; French and English together. */
const LITTLE = new Set(
  `a ai ait as au aux avec c ca ce ces cette chez comme d dans de des du elle elles en es est et etre eu il ils
  j je l la le les leur leurs m ma mais me meme mes moi mon n ne ni nos notre nous on ont ou par pas plus pour
  qu que qui s sa se ses si son sont sur t ta te tes ton tout tous toute toutes tu un une vos votre vous y
  about all also am an and any are at be been but by can do does for from had has have he her him his how i if
  in into is it its just more my no nor not of our own she so than that the their them then there they this
  those to too us was we were what when which who will with would you your`.split(/\s+/),
);

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
    if (!LITTLE.has(word) && !stems.has(stem)) stems.set(stem, word);
  }
  return stems;
}
