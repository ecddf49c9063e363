import type { PutStatement } from './data.server.ts';

/** Statements that take three minutes: what is promised at the door. */
export const THREE_MINUTES = 20;

/** Where somebody is who answers at her own pace. */
export interface OwnPace {
  /** The statement on the screen; absent: nothing is left. */
  readonly statement?: PutStatement;
  /** Those that come after it, in order. */
  readonly upcoming: readonly PutStatement[];
  /** Place of this statement among those she answers, from 1. */
  readonly place: number;
  /** How many there are to answer: at first what three minutes hold, then all. */
  readonly all: number;
}

/**
 * The statement for somebody who has answered some, and what comes after. `asked` is the number of one
 * that she wants to see again; `guided` the ids of those that are worth most to know, in order, where that
 * is known.
 *
 * Linear in the statements but for what is guided, which is little. Nothing is read but what is given.
 */
export function ownPace(
  statements: readonly PutStatement[],
  votes: ReadonlyMap<string, unknown>,
  { asked, guided = [] }: { readonly asked?: number | undefined; readonly guided?: readonly string[] } = {},
): OwnPace {
  const answered = statements.filter(({ id }) => votes.has(id)).length;
  const left = statements.filter(({ id, voting }) => voting && !votes.has(id));
  const queue = [
    ...guided.flatMap((id) => left.find((statement) => statement.id === id) ?? []),
    ...left.filter(({ id }) => !guided.includes(id)),
  ];
  const total = answered + left.length;
  const all = answered < THREE_MINUTES ? Math.min(total, THREE_MINUTES) : total;
  const again = statements.find(({ number, voting }) => voting && number === asked);
  if (again) {
    return {
      statement: again,
      upcoming: queue.filter(({ id }) => id !== again.id),
      place: votes.has(again.id) ? Math.max(1, answered) : answered + 1,
      all,
    };
  }
  const [statement, ...upcoming] = queue;
  return { ...(statement && { statement }), upcoming, place: answered + 1, all };
}
