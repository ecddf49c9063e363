import { type Random, randomInteger } from '@abord/numbers';
import { type Language, type Match, type Matcher, match } from '@abord/work';
import type { HeldOut } from './publishedJobs.ts';

/** What became of questions whose answers are known: shares from 0 to 1. */
export interface MatchFigures {
  readonly asked: number;
  readonly top1: number;
  readonly top5: number;
  readonly recognised: number;
  /** Mean of the first confidences. */
  readonly said: number;
  /** How far said and seen are apart in tenths of the questions by their first confidence, on average. */
  readonly calibration: number;
}

export function askTitles(matcher: Matcher, asked: readonly HeldOut[], language: Language): MatchFigures {
  return figuresOf(asked.map(({ title, codes }) => [match(matcher, { title, language }), codes] as const));
}

export function figuresOf(answers: readonly (readonly [Match, codes: readonly string[]])[]): MatchFigures {
  const firsts = answers
    .map(([{ proposals }, codes]) => ({
      said: proposals[0]?.confidence ?? 0,
      right: proposals.length > 0 && codes.includes(proposals[0]!.code) ? 1 : 0,
    }))
    .sort((a, b) => a.said - b.said);
  const tenths = Array.from({ length: 10 }, (_, k) =>
    firsts.slice(Math.floor((k * firsts.length) / 10), Math.floor(((k + 1) * firsts.length) / 10)),
  );
  const apart = tenths.map((some) => Math.abs(some.reduce((sum, { said, right }) => sum + said - right, 0)));
  const share = (count: number) => count / answers.length;
  return {
    asked: answers.length,
    top1: share(firsts.filter(({ right }) => right).length),
    top5: share(
      answers.filter(([{ proposals }, codes]) => proposals.some(({ code }) => codes.includes(code))).length,
    ),
    recognised: share(answers.filter(([{ recognised }]) => recognised).length),
    said: share(firsts.reduce((sum, { said }) => sum + said, 0)),
    calibration: share(apart.reduce((sum, gap) => sum + gap, 0)),
  };
}

/**
 * The masculine and the feminine of a title that has both, as ROME writes them: what comes after as many words of the
 * second form as the first has belongs to both (« Aide boulanger / Aide boulangère de nuit »).
 */
export function formsOf(
  title: string,
): { readonly masculine: string; readonly feminine: string } | undefined {
  const [masculine, feminine, ...more] = title.split(' / ');
  if (feminine === undefined || more.length > 0) return undefined;
  const common = feminine.split(' ').slice(masculine!.split(' ').length);
  return { masculine: [masculine, ...common].join(' '), feminine };
}

/** One random typing error at a letter: left out, put in, taken for another, changed round with the next. */
export function mistyped(text: string, random: Random): string {
  for (;;) {
    const at = randomInteger(random, text.length);
    const other = 'abcdefghijklmnopqrstuvwxyz'[randomInteger(random, 26)];
    const [before, letter, after] = [text.slice(0, at), text[at]!, text.slice(at + 1)];
    const kind = randomInteger(random, 4);
    if (!/\p{L}/u.test(letter) || (kind === 3 && !/^\p{L}/u.test(after))) continue;
    return [
      before + after,
      before + other + letter + after,
      before + other + after,
      before + after[0] + letter + after.slice(1),
    ][kind]!;
  }
}
