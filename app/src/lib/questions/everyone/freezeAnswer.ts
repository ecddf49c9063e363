import type { Frozen, Solve } from '@abord/release';
import { freezeHeard } from '#lib/inquiry/heard/freezeHeard.ts';
import type { HeardBox } from '#lib/inquiry/heard/release.ts';
import type { EarlierCells } from '#lib/store/earlierCells.ts';
import { type FrozenEveryone, freezeEveryone, type NamelessDebate } from './freezeEveryone.ts';

/** A debate, with what it takes to say who was heard where that may be said. */
export interface NamelessAnswer extends NamelessDebate {
  readonly heard?: { readonly doors: HeardBox['doors']; readonly earlier: EarlierCells };
}

/** The answer, and who was heard; each with whom its indices speak of. */
export interface FrozenAnswer extends FrozenEveryone {
  readonly heard?: { readonly frozen: Frozen; readonly order: Int32Array };
}

/** From one reading of the box to all that is published of it at once. */
export function freezeAnswer({ heard, ...debate }: NamelessAnswer, solve: Solve): FrozenAnswer {
  return {
    ...freezeEveryone(debate, solve),
    ...(heard && { heard: freezeHeard(heardBoxOf(debate, heard.doors), solve, heard.earlier) }),
  };
}

function heardBoxOf(
  { inquiry, people, statements, profiles, votes }: NamelessDebate,
  doors: HeardBox['doors'],
): HeardBox {
  const counts = new Int32Array(people);
  for (let vote = 0; vote < votes.person.length; vote++) {
    if (statements[votes.statement[vote]].state === 'accepted') counts[votes.person[vote]]++;
  }
  const accepted = statements.filter(({ state }) => state === 'accepted').length;
  return { inquiry, people, profiles, votes: counts, statements: accepted, doors };
}
