import { analyse } from '@abord/opinion';
import { type Frozen, release, type Solve } from '@abord/release';
import type { EarlierCells } from '#lib/store/earlierCells.ts';
import { earlierInOrder } from '#lib/store/earlierInOrder.ts';
import type { BoxDebate } from './data.server.ts';
import type { Debate } from './debate.ts';
import { debateVotes } from './debateVotes.ts';
import { declareEveryone } from './release.ts';
import { weightsOf } from './weightsOf.ts';

/** A debate of the box without its ballots: people are numbers, and nothing leads back to anybody. */
export interface NamelessDebate extends Pick<BoxDebate, 'inquiry' | 'statements' | 'profiles'> {
  readonly people: number;
  readonly votes: Omit<BoxDebate['votes'], 'shown'>;
  /** What was shown before, in the numbers of these people. */
  readonly earlier?: EarlierCells;
}

/** What the gate froze, and whom its indices speak of: person of the release → person of the debate. */
export interface FrozenEveryone {
  readonly frozen: Frozen;
  readonly order: Int32Array;
}

/**
 * From votes to what may be shown: puts people in an order of their own, has the engine analyse the votes,
 * and asks the gate. Nobody, no statement and no vote is too few: the release then says so. The same
 * votes and profiles give the same bytes, whatever the order of people. Plain data in, plain data out, so
 * that a worker can do it; `solve` is the solver of linear programmes. About linear in the votes.
 */
export function freezeEveryone(content: NamelessDebate, solve: Solve): FrozenEveryone {
  const debate = debateOf(content);
  const { votes, order } = debateVotes(debate);
  const earlier = content.earlier && earlierInOrder(content.earlier, order);
  const profiles = Array.from(order, (person) => debate.people[person].profile);
  const draft = declareEveryone(debate, votes, profiles, analyse(votes), weightsOf(debate, profiles));
  return { frozen: release(draft, { solve, ...(earlier && { earlier }) }), order };
}

function debateOf({ inquiry, people, statements, profiles, votes }: NamelessDebate): Debate {
  const { title, description, organisation, simulated, entry, source, days, headcount, figureMinimum } =
    inquiry;
  const { attributes, refused } = inquiry;
  return {
    ...{ title, description, organisation, simulated, entry, attributes, refused },
    ...(source && { source }),
    ...(days && { days }),
    ...(headcount !== undefined && { headcount }),
    ...(figureMinimum !== undefined && { figureMinimum }),
    statements,
    people: Array.from({ length: people }, (_, person) => ({
      profile: Object.fromEntries(
        attributes.flatMap(({ key, values }) => {
          const value = values[profiles[key][person]];
          return value === undefined ? [] : [[key, value.key]];
        }),
      ),
    })),
    votes,
  };
}
