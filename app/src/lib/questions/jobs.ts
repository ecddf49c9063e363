import { likenessOf, type Sheet } from '@abord/work';
import { readSheet } from '#lib/entry/roster/readSheet.ts';
import { trainPacked } from '#lib/references/trainPacked.ts';
import { print } from '#lib/report/print.ts';
import { fitNext } from './everyone/fitNext.ts';
import { freezeAnswer, type NamelessAnswer } from './everyone/freezeAnswer.ts';
import { rolloutOf, trialOf } from './gains/broughtFile.ts';
import { freezeGains, type NamelessGains } from './gains/freezeGains.ts';
import { freezeTrial, type NamelessTrial } from './gains/trials/freezeTrial.ts';
import { solver } from './solver.ts';
import { freezeWork, type NamelessWork } from './work/freezeWork.ts';

/** What takes long, by the key of its question: pure functions from plain data to plain data. */
export const jobs = {
  everyone: async (content: NamelessAnswer) => freezeAnswer(content, await solver()),
  work: async (content: NamelessWork) => freezeWork(content, await solver()),
  gains: async (content: NamelessGains) => freezeGains(content, await solver()),
  trial: async (content: NamelessTrial) => freezeTrial(content, await solver()),
  trialFile: trialOf,
  rolloutFile: rolloutOf,
  next: fitNext,
  sheet: readSheet,
  print,
  train: trainPacked,
  likeness: (sheets: readonly Sheet[]) => likenessOf(sheets, 'fr'),
};

/** Whatever does the jobs: `jobs` itself, at once, or a thread of its own. */
export type Jobs = {
  readonly [Name in keyof typeof jobs]: (
    input: Parameters<(typeof jobs)[Name]>[0],
  ) => ReturnType<(typeof jobs)[Name]> | Promise<Awaited<ReturnType<(typeof jobs)[Name]>>>;
};
