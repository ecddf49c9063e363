import { planTrial, startTrial } from '#lib/questions/gains/trials/mutations.server.ts';
import type { TrialPlan } from '#lib/questions/gains/trials/schema.ts';
import { randomId } from '#lib/store/randomId.ts';
import type { Database } from '#lib/store/schema.ts';

/** A trial of letters and notes that may be watched at any time. */
export const plan: TrialPlan = {
  question: {
    fr: 'Avec une IA, nos courriers vont-ils plus vite ?',
    en: 'With AI, do our letters go faster?',
  },
  types: [
    { key: 'letter', label: { fr: 'Un courrier', en: 'A letter' } },
    { key: 'note', label: { fr: 'Un compte rendu', en: 'Minutes of a meeting' } },
  ],
  outcome: 'minutes',
  profiles: [],
  tasks: 40,
  people: 8,
  rule: 'always',
  looks: 2,
  lastDay: '2099-12-31',
};

/** Plans and starts it; says its number. */
export async function startPlan(
  db: Database,
  inquiry: string,
  like: Partial<TrialPlan> = {},
): Promise<number> {
  const planned = { ...plan, ...like };
  const number = await planTrial(db, inquiry, planned);
  const refused = await startTrial(db, { inquiry, number }, planned, '2026-11-30');
  if (refused) throw new Error(`the trial did not start: ${refused}`);
  return number;
}

export const newTask = () => randomId('inquiry');
