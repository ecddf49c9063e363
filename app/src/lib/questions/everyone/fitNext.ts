import { contentSeed, fit, type Model, tally, votesFromArrays } from '@abord/opinion';
import type { BoxDebate } from './data.server.ts';

/** What is asked of the worker: votes of people who are numbers, on statements that are put to the vote. */
export interface NextInput {
  /** Ids of the statements. */
  readonly statements: readonly string[];
  readonly people: number;
  readonly votes: Pick<BoxDebate['votes'], 'person' | 'statement' | 'value'>;
}

/** What the choice of the next statement goes by. */
export interface NextModel {
  /** Ids of the statements, in the order of the model. */
  readonly statements: readonly string[];
  /** Without its people: only statements matter here. */
  readonly model: Model;
  /** Share of the votes on each statement that were no passes; 1 where there are none. */
  readonly answered: Float64Array;
}

/** Fits the model by which the next statement is chosen. The same votes give the same model. */
export function fitNext({ statements, people, votes: given }: NextInput): NextModel {
  const votes = votesFromArrays({
    participants: Array.from({ length: people }, (_, person) => String(person)),
    statements,
    participant: given.person,
    statement: given.statement,
    value: given.value,
  });
  const { counts } = tally(votes);
  const model = fit(votes, { seed: contentSeed(votes), rounds: 0 });
  return {
    statements: votes.statements,
    model: { ...model, personMean: new Float64Array(), personCov: new Float64Array() },
    answered: Float64Array.from(votes.statements, (_, statement) => {
      const [agree, disagree, pass] = counts.subarray(statement * 3, statement * 3 + 3);
      return agree + disagree + pass === 0 ? 1 : (agree + disagree) / (agree + disagree + pass);
    }),
  };
}
