import { hash32, random, shuffle } from '@abord/numbers';
import type { Draft, DraftCell, Release } from '@abord/release';
import type { Texts } from '../debate.ts';

/** What people added in their own words, as it was released: the question `comments`. */
export type CommentsRelease = Release<CommentsFacts, { readonly comments: CommentsFigures }>;

export type CommentsFacts = { readonly title: Texts; readonly simulated: boolean };

/** All of them together or none: one cell, `all`. */
export type CommentsFigures = {
  /** In an order drawn for this very set: neither that of arrival nor that of an earlier release. */
  readonly comments: readonly ShownComment[];
};

export type ShownComment = {
  readonly texts: Texts;
  /** A moderator took words out; each gap is marked. */
  readonly edited?: true;
};

/**
 * Declares the accepted comments to the gate: one cell of everybody who wrote one, and nothing to cross or to
 * sort them by. The same comments give the same draft; one more or less gives another order.
 *
 * `comments` come by rising id; person i is the author of comment i. `figureMinimum` is what the organisation
 * asked for behind any figure.
 */
export function declareComments(
  facts: CommentsFacts,
  comments: readonly { readonly id: string; readonly texts: Texts; readonly edited: boolean }[],
  figureMinimum?: number,
): Draft {
  const seed = hash32(comments.map(({ id }) => id).join(' '));
  const shown = shuffle(random(seed), comments).map(
    ({ texts, edited }): ShownComment => ({ texts, ...(edited && { edited }) }),
  );
  const all: DraftCell = {
    id: 'all',
    about: 'comments',
    people: comments.map((_, person) => person),
    figures: { comments: shown },
  };
  return {
    question: 'comments',
    population: comments.length,
    reader: 'inside',
    ...(figureMinimum !== undefined && { figureMinimum }),
    facts,
    tables: [{ key: 'comments', kind: 'comments', cells: [all] }],
  };
}
