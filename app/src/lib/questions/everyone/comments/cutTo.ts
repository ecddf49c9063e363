import { foldedWords } from '#lib/host/statements/foldedWords.ts';

const GAP = '[…]';

/**
 * A text without the words that `kept` no longer has; each gap is marked, so that whoever reads knows that
 * something stood there. Nothing where `kept` has a word more, or words in another order: a moderator takes
 * words out of a comment and puts none in.
 *
 * @example
 * cutTo('Demandez à Inès Martin, elle sait.', 'Demandez à elle sait.') // 'Demandez à […] elle sait.'
 * cutTo('Je ne veux pas.', 'Je veux.') // 'Je […] veux […]'
 */
export function cutTo(before: string, kept: string): string | undefined {
  const wanted = piecesOf(kept).map(wordsIn).filter(Boolean);
  const text: string[] = [];
  let next = 0;
  for (const piece of piecesOf(before)) {
    const words = wordsIn(piece);
    if (words === '' ? text.at(-1) !== `${GAP} ` : words === wanted[next]) {
      text.push(piece);
      if (words !== '') next++;
    } else if (text.at(-1) !== `${GAP} `) {
      text.push(`${GAP} `);
    }
  }
  return next === wanted.length ? text.join('').trim() : undefined;
}

/** Words with what stands around them: cut at spaces, and behind an apostrophe, so that « d’Inès » is two. */
function piecesOf(text: string): string[] {
  return text.match(/[^\s’']*[’'](?=\p{L})|\S+\s*/gu) ?? [];
}

function wordsIn(piece: string): string {
  return foldedWords(piece).join(' ');
}
