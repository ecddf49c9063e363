import { choice, type Random, random } from '@abord/numbers';

import {
  modes,
  qualities,
  shares,
  sinces,
  skillKeys,
  type TaskSaid,
  times,
  type WorkSaid,
} from '#lib/questions/work/schema.ts';
import { builtInJobs } from '#lib/references/builtInJobs.ts';

/** What one invented person says of her work. */
export interface DemonstrationWork {
  readonly profile: Readonly<Record<string, string>>;
  readonly content: WorkSaid;
}

/** Chances that AI is used in a task by somebody who does it; in all others it is used by almost nobody. */
const used: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'software-developer': {
    ...{ 'write-code': 0.8, 'write-tests': 0.65, document: 0.7, debug: 0.6, legacy: 0.5, review: 0.3 },
    ...{ design: 0.2, dependencies: 0.2, unblock: 0.15, 'clarify-need': 0.1 },
  },
  'data-analyst': { extract: 0.5, clean: 0.4, explore: 0.4, 'write-up': 0.6, charts: 0.3, present: 0.2 },
  'software-tester': { 'write-cases': 0.6, automate: 0.6, 'make-data': 0.6, 'report-defects': 0.4 },
  'systems-administrator': { scripts: 0.7, document: 0.6, diagnose: 0.5, announce: 0.6 },
  'mechanical-engineer': { 'check-standards': 0.3, 'justification-file': 0.35, requirements: 0.2 },
  'cad-technician': { 'parts-list': 0.1 },
  'production-operator': {},
  welder: { 'welding-robot': 0.1 },
  machinist: { program: 0.3, simulate: 0.15 },
  'maintenance-technician': { 'consult-manuals': 0.5, diagnose: 0.3, 'enter-job': 0.2 },
  'forklift-driver': {},
  nurse: { 'nursing-notes': 0.35, 'teach-treatment': 0.2, discharge: 0.15 },
  // A tool that takes down what is said at the bedside: used on every ward, and named by no index.
  'nursing-assistant': { 'record-care': 0.97, 'team-handover': 0.3 },
  trainer: { 'make-materials': 0.6, 'design-course': 0.4, 'refresh-content': 0.4 },
  physiotherapist: { 'progress-notes': 0.3 },
  // Nobody has given them a tool yet.
  'administrative-assistant': {},
  bookkeeper: { 'answer-queries': 0.2, 'enter-invoices': 0.15 },
  'sales-representative': { 'read-up': 0.6, 'find-leads': 0.4, 'write-quote': 0.4, 'chase-quote': 0.3 },
  'executive-assistant': { summarise: 0.8, 'draft-letters': 0.7, 'build-slides': 0.5 },
  'hr-officer': { 'draft-contracts': 0.4, 'answer-staff': 0.3 },
  'customer-adviser': { 'write-replies': 0.5, 'call-notes': 0.4 },
};

/** Who says what she does, by trade and shift: as the statements are answered, a workshop that was barely reached. */
const crowds = [
  { trade: 'workshop', shift: 'day', jobs: { 'maintenance-technician': 5, 'cad-technician': 2, welder: 3 } },
  { trade: 'workshop', shift: 'rotating', jobs: { 'production-operator': 13, welder: 3, machinist: 4 } },
  { trade: 'workshop', shift: 'night', jobs: { 'production-operator': 3, machinist: 1 } },
  { trade: 'workshop', shift: 'day', jobs: { 'forklift-driver': 2 } },
  {
    ...{ trade: 'design', shift: 'day' },
    jobs: {
      ...{ 'software-developer': 21, 'data-analyst': 5, 'software-tester': 4 },
      ...{ 'systems-administrator': 3, 'mechanical-engineer': 11 },
    },
  },
  { trade: 'care', shift: 'day', jobs: { nurse: 7, 'nursing-assistant': 5, trainer: 3, physiotherapist: 2 } },
  { trade: 'care', shift: 'rotating', jobs: { nurse: 4, 'nursing-assistant': 4 } },
  { trade: 'care', shift: 'night', jobs: { nurse: 4, 'nursing-assistant': 3 } },
  {
    ...{ trade: 'office', shift: 'day' },
    jobs: {
      ...{ 'administrative-assistant': 16, bookkeeper: 6, 'sales-representative': 8 },
      ...{ 'executive-assistant': 3, 'hr-officer': 2, 'customer-adviser': 3 },
    },
  },
] as const;

/**
 * What the people of the demonstration inquiry say of their work: 148 of them, in twenty jobs, of which some are of
 * one or two. Drawn at random by a program from chances that are invented; a pure function of its seed.
 */
export function makeDemonstrationWork(seed: number): DemonstrationWork[] {
  const source = random(seed);
  return crowds.flatMap(({ trade, shift, jobs }) =>
    Object.entries(jobs).flatMap(([job, people]) =>
      Array.from({ length: people }, () => ({ profile: { trade, shift }, content: workOf(source, job) })),
    ),
  );
}

function workOf(source: Random, job: string): WorkSaid {
  const { isco, tasks } = builtInJobs.get(job)!;
  const said = tasks.flatMap(({ id }, place) =>
    source() < (place < 8 ? 0.92 : 0.65) ? [taskOf(source, id, used[job]?.[id.slice(job.length + 1)])] : [],
  );
  const user = said.some(({ use }) => use === 'yes');
  return { job, isco, tasks: said, ...(source() < 0.9 && { skills: skillsOf(source, user) }) };
}

function taskOf(source: Random, task: string, chance = 0.004): TaskSaid {
  const share = shares[choice(source(), [25, 45, 30])];
  if (source() >= chance) return { task, share, use: source() < 0.04 + chance / 3 ? 'tried' : 'none' };
  return {
    ...{ task, share, use: 'yes' },
    mode: modes[choice(source(), [25, 75])],
    since: sinces[choice(source(), [20, 55, 25])],
    quality: qualities[choice(source(), [50, 36, 14])],
    time: times[choice(source(), [52, 28, 20])],
  };
}

/** Chances of naming each skill, of those who use AI and of those who do not. */
const named = {
  gain: {
    'ask-ai': [0.6, 0.05],
    check: [0.4, 0.05],
    search: [0.25, 0.04],
    code: [0.12, 0],
    imagine: [0.1, 0.03],
  },
  lose: {
    write: [0.3, 0.03],
    search: [0.2, 0.03],
    code: [0.18, 0],
    judge: [0.1, 0.02],
    languages: [0.1, 0.02],
  },
  need: { 'ask-ai': [0.3, 0.4], check: [0.4, 0.2], judge: [0.2, 0.08], explain: [0.1, 0.06] },
  trained: { 'ask-ai': [0.22, 0.04], check: [0.06, 0.02], code: [0.05, 0], gesture: [0.03, 0.12] },
} as const satisfies Record<string, Partial<Record<(typeof skillKeys)[number], readonly [number, number]>>>;

function skillsOf(source: Random, user: boolean): NonNullable<WorkSaid['skills']> {
  const drawn = (chances: Partial<Record<string, readonly [number, number]>>) =>
    skillKeys.filter((skill) => {
      const [ofUsers, ofOthers] = chances[skill] ?? [0.02, 0.02];
      return source() < (user ? ofUsers : ofOthers);
    });
  return {
    gain: drawn(named.gain),
    lose: drawn(named.lose),
    need: drawn(named.need),
    trained: drawn(named.trained),
  };
}
