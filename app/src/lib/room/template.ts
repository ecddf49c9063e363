import type { Texts } from '#lib/questions/everyone/debate.ts';
import type { Moment, Script } from './script.ts';

/** An episode that the evening begins with. */
export interface Episode {
  readonly title: Texts;
  /** Length, in minutes. */
  readonly minutes: number;
  readonly link?: string;
}

/** Statements that a room answers in one evening; what is beyond waits for everyone's own pace. */
export const MOST_STATEMENTS = 20;

const TALK = 10;
const WRITE = 6;

/**
 * The script that a séance begins with: each episode is watched, voted on, revealed and talked about; then
 * a round of free statements, and the end. Statements are ids in the order of the host, dealt to the
 * episodes in that order, as evenly as can be; an episode that gets none is watched and talked about. After
 * the last statement comes the shape of the evening, on a screen of its own.
 *
 * Pure; linear in the statements. Throws a RangeError without an episode.
 *
 * @example
 * template(['a', 'b'], [{ title: { en: 'One' }, minutes: 12 }]).map(({ kind }) => kind)
 * // ['watch', 'vote', 'reveal', 'reveal', 'discuss', 'write', 'close']
 */
export function template(statements: readonly string[], episodes: readonly Episode[]): Script {
  if (episodes.length === 0) throw new RangeError('a séance has at least one episode');
  const shown = statements.slice(0, MOST_STATEMENTS);
  const shares = episodes.map((_, index) =>
    shown.slice(
      Math.ceil((index * shown.length) / episodes.length),
      Math.ceil(((index + 1) * shown.length) / episodes.length),
    ),
  );
  const last = shares.findLastIndex((share) => share.length > 0);
  const parts = episodes.map(({ title, minutes, link }, index): Moment[] => [
    { kind: 'watch', title: { ...title }, minutes, ...(link !== undefined && { link }) },
    ...votedOn(shares[index], index === last),
    { kind: 'discuss', minutes: TALK },
  ]);
  return [...parts.flat(), { kind: 'write', minutes: WRITE }, { kind: 'close' }];
}

function votedOn(statements: readonly string[], shape: boolean): Moment[] {
  if (statements.length === 0) return [];
  return [
    { kind: 'vote', statements: [...statements] },
    { kind: 'reveal', statements: [...statements], shape: false },
    ...(shape ? [{ kind: 'reveal' as const, statements: [], shape }] : []),
  ];
}
