import { choice, random, randomInteger, randomNormal } from '@abord/numbers';
import type { ShapeKind, Votes } from '@abord/opinion';
import { type Frozen, type Released, release, reopen } from '@abord/release';
import fc from 'fast-check';
import type { Debate } from '#lib/questions/everyone/debate.ts';
import { debateVotes } from '#lib/questions/everyone/debateVotes.ts';
import { declareEveryone, type EveryoneRelease } from '#lib/questions/everyone/release.ts';
import { countedAnalysis, type Standing } from './countedAnalysis.ts';
import { someDebate } from './someDebate.ts';

export interface SomeRelease {
  readonly debate: Debate;
  readonly votes: Votes;
  readonly standing: Standing;
  readonly frozen: Frozen;
  readonly released: Released<EveryoneRelease>;
}

/** What the gate lets through of any debate, cut in any way into ends or camps. */
export const someRelease: fc.Arbitrary<SomeRelease> = fc
  .tuple(someDebate, fc.constantFrom<ShapeKind>('few', 'cloud', 'line', 'camps'), fc.boolean(), fc.nat())
  .map(([debate, kind, fragile, seed]) => {
    const { votes, order } = debateVotes(debate);
    const standing = standingOf(votes, kind, fragile, seed);
    const profiles = Array.from(order, (person) => debate.people[person].profile);
    const frozen = release(declareEveryone(debate, votes, profiles, countedAnalysis(votes, standing)));
    return { debate, votes, standing, frozen, released: reopen<EveryoneRelease>(frozen.bytes, frozen.hash) };
  })
  .filter(({ votes }) => votes.statements.length > 0);

function standingOf(votes: Votes, kind: ShapeKind, fragile: boolean, seed: number): Standing {
  const source = random(seed);
  const people = votes.participants.length;
  const segmentIds = { few: [], cloud: [], line: ['low', 'between', 'high'], camps: ['A', 'B', 'between'] }[
    kind
  ];
  const weights = Array.from(segmentIds, () => 1 + randomInteger(source, 9));
  const camps = kind === 'camps' ? ['A', 'B'] : fragile && kind === 'line' ? ['A', 'B'] : [];
  return {
    kind,
    segmentIds,
    segmentOf: Int8Array.from({ length: people }, () =>
      segmentIds.length === 0 ? -1 : choice(source(), weights),
    ),
    position: Float64Array.from({ length: 2 * people }, () => randomNormal(source)),
    groups: camps.map((id) => ({
      id,
      size: Math.floor(people / 2),
      standing: kind === 'camps' ? ('stable' as const) : ('fragile' as const),
      stability: kind === 'camps' ? 0.86 : 0.55,
    })),
    groupOf: Int8Array.from({ length: people }, (_, person) => (camps.length === 0 ? -1 : person % 2)),
  };
}
