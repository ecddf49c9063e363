import type { Analysis, Votes } from '@abord/opinion';
import { release } from '@abord/release';
import type { Store } from '#lib/store/openStore.ts';
import { saveRelease } from '#lib/store/saveRelease.ts';
import { type BoxDebate, readDebate } from './data.server.ts';
import type { Debate } from './debate.ts';
import { debateVotes } from './debateVotes.ts';
import { declareEveryone } from './release.ts';

/** Whatever computes the analysis: the worker of a running instance, or the engine itself. */
export interface Analyst {
  analyse(votes: Votes): Analysis | Promise<Analysis>;
}

/**
 * Publishes the answer of a debate: reads the box, has it analysed, asks the gate what may be shown, and
 * freezes that. The same votes give the same bytes, and then nothing new is written: the number that
 * comes back is that of the release which already says it.
 *
 * Throws a RangeError where there is no such inquiry.
 */
export async function releaseEveryone(
  store: Pick<Store, 'db'>,
  inquiry: string,
  analyst: Analyst,
): Promise<{ number: number; hash: string }> {
  const box = await readDebate(store.db, inquiry);
  if (!box) throw new RangeError(`there is no inquiry ${inquiry} in this box`);
  const debate = debateOf(box);
  const { votes, order } = debateVotes(debate);
  const analysis = await analyst.analyse(votes);
  const profiles = Array.from(order, (person) => debate.people[person].profile);
  const frozen = release(declareEveryone(debate, votes, profiles, analysis));
  const number = await saveRelease(store.db, {
    inquiry,
    question: 'everyone',
    frozen,
    ballots: Array.from(order, (person) => box.ballots[person]),
    day: new Date().toISOString().slice(0, 10),
  });
  return { number, hash: frozen.hash };
}

function debateOf({ inquiry, ballots, statements, profiles, votes }: BoxDebate): Debate {
  const { title, description, organisation, simulated, entry, source, days, headcount } = inquiry;
  const { attributes, refused } = inquiry;
  return {
    ...{ title, description, organisation, simulated, entry, attributes, refused },
    ...(source && { source }),
    ...(days && { days }),
    ...(headcount !== undefined && { headcount }),
    statements,
    people: ballots.map((_, person) => ({
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
