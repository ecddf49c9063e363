import type { Kept, RomeSkill } from './tables.ts';

/** The skills of ROME that have a name, what one has to know among them, in whichever of its files it stands. */
export function namedSkills({
  skills = [],
  knowledge = [],
}: NonNullable<Kept['rome']>): readonly RomeSkill[] {
  return [...skills, ...knowledge];
}
