/**
 * The table of constants: how many people must stand behind what is shown. The only place where such a
 * number is written.
 *
 * - `floor`: no organisation may go below it.
 * - `figure`: any figure, unless the organisation asked for more.
 * - `insider`: added to `figure` where the reader may be one of the people counted, since she can take
 *   her own answer out.
 * - `comments`, `crossed`, `group`: comments, two profile attributes crossed, opinion groups and ends.
 *   Ten already leaves nine others to a reader who is inside.
 * - `mark`: one mark on a map; it carries a place and no figure.
 * - `heard`: answers under which a group is *not heard*: its count is not said, and it is never weighted up.
 * - `softened`: people under whom it is never said that all, or all but one, answered the same.
 * - `weighing`: weights are used where they leave an effective sample of so many people, and cost no more.
 * - `dominance`: of hours and money, no person over 85 % of a sum.
 * - `closeness`: nor may whoever knows her own amount work out the largest to within 10 %.
 *
 * Source: the reporting rules of employee surveys (5 for scores, 10 for comments are the common defaults)
 * and the European handbook on statistical disclosure control, chapters 4 and 5; the 85 % is French
 * official statistics' rule for business data.
 */
export const minimum = {
  floor: 5,
  figure: 8,
  insider: 1,
  comments: 10,
  crossed: 10,
  group: 10,
  mark: 5,
  heard: 10,
  softened: 20,
  weighing: { effective: 30, designEffect: 2.5 },
  dominance: { n: 1, percent: 85 },
  closeness: 10,
} as const;

/** What a cell shows, which decides the minimum that it must reach. */
export type MinimumKind = 'figure' | 'heard' | 'comments' | 'crossed' | 'group' | 'mark';
