import { hash32, random, shuffle } from '@abord/numbers';
import { type Draft, type DraftCell, minimumBehind, type Release } from '@abord/release';
import type { Texts } from '../debate.ts';
import { type CommentKind, type TaskSector, taskSectors } from './schema.ts';

/** What people added in their own words, as it was released: the question `comments`. */
export type CommentsRelease = Release<CommentsFacts, { readonly comments: CommentsFigures }>;

/** The practices that people told without a name: the question `practices`. */
export type PracticesRelease = Release<
  CommentsFacts,
  {
    readonly practices: CommentsFigures;
    /** One cell a kind of work, named after it, where enough of them are in it. */
    readonly sectors: SectorFigures;
  }
>;

export type CommentsFacts = { readonly title: Texts; readonly simulated: boolean };

/** All of them together or none: one cell, `all`. */
export type CommentsFigures = {
  /** In an order drawn for this very set: neither that of arrival nor that of an earlier release. */
  readonly comments: readonly ShownComment[];
};

export type ShownComment = {
  readonly texts: Texts;
  /** Of a practice: what to watch out for. */
  readonly watch?: Texts;
  /** A moderator took words out; each gap is marked. */
  readonly edited?: true;
};

/** Which of the practices are of this kind of work: their places in that order, rising. */
export type SectorFigures = { readonly places: readonly number[] };

/** What is declared of one. `sector` is absent where it is not to be told. */
export interface DeclaredComment {
  readonly id: string;
  readonly texts: Texts;
  readonly watch?: Texts;
  readonly edited: boolean;
  readonly sector?: TaskSector;
}

/** The question under which each kind is released. */
export const questionOf = { comment: 'comments', practice: 'practices' } as const;

/**
 * Declares the accepted comments, or practices without a name, to the gate: one cell of everybody who wrote one,
 * in an order of its own, to be crossed with nothing and sorted by nothing. Of practices the kinds of work are
 * cells too: what only a few said of their work would tell whose words they are.
 *
 * The same comments give the same draft; one more or less gives another order. `comments` come by rising id;
 * person i is the author of comment i. `figureMinimum` is what the organisation asked for behind any figure.
 */
export function declareComments(
  facts: CommentsFacts,
  kind: CommentKind,
  comments: readonly DeclaredComment[],
  figureMinimum?: number,
): Draft {
  const question = questionOf[kind];
  const seed = hash32(comments.map(({ id }) => id).join(' '));
  const order = shuffle(
    random(seed),
    comments.map((_, person) => person),
  );
  const shown = order.map((person): ShownComment => {
    const { texts, watch, edited } = comments[person]!;
    return { texts, ...(watch && { watch }), ...(edited && { edited }) };
  });
  const all: DraftCell = {
    id: 'all',
    about: question,
    people: comments.map((_, person) => person),
    figures: { comments: shown },
  };
  const least = minimumBehind('comments', 'inside', figureMinimum);
  const bySector = taskSectors.flatMap((sector): DraftCell[] => {
    const people = comments.flatMap((comment, person) => (comment.sector === sector ? person : []));
    // The name alone of a hidden cell would tell that somebody chose it.
    if (people.length < least) return [];
    const places = order.flatMap((person, place) => (comments[person]!.sector === sector ? place : []));
    const whole = `${question}/all`;
    return [{ id: sector, about: question, people, figures: { places }, within: whole, needs: [whole] }];
  });
  return {
    question,
    population: comments.length,
    reader: 'inside',
    ...(figureMinimum !== undefined && { figureMinimum }),
    facts,
    tables: [
      { key: question, kind: 'comments', cells: [all] },
      ...(kind === 'practice' ? [{ key: 'sectors', kind: 'comments', cells: bySector } as const] : []),
    ],
  };
}
