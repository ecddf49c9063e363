import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { factorOf, type Rollout } from '../src/index.ts';

const FOLDER = new URL('../../../../shared/data/trials/', import.meta.url);

/** Published trials are read beside the repository and never copied into it. */
export const hasTrials = existsSync(FOLDER);

/** The columns of a CSV without quoted commas. */
export function table(text: string): (name: string) => string[] {
  const [head, ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.trim().replaceAll('"', '').split(','));
  return (name) => rows.map((row) => row[head.indexOf(name)]);
}

export function trialFile(name: string): string {
  return fileURLToPath(new URL(name, FOLDER));
}

export function trial(name: string): (name: string) => string[] {
  return table(readFileSync(trialFile(name), 'utf8'));
}

/**
 * METR 2025 (arXiv 2507.09089): log of implementation and review time, AI allowed or not, log of the time
 * forecast without AI. Review times that are missing are the mean of their arm, as in the authors' script.
 */
export function metr() {
  const column = trial('metr-2025.csv');
  const numbers = (name: string) => column(name).map((text) => (text === '' ? undefined : Number(text)));
  const ai = column('ai_treatment').map(Number);
  const review = numbers('post_review_implementation_time');
  const mean = [0, 1].map((arm) => {
    const known = review.flatMap((time, row) => (time !== undefined && ai[row] === arm ? [time] : []));
    return known.reduce((sum, time) => sum + time, 0) / known.length;
  });
  return {
    time: numbers('initial_implementation_time').map((time, row) =>
      Math.log(time! + (review[row] ?? mean[ai[row]])),
    ),
    ai,
    forecast: column('predicted_time_no_ai').map((time) => Math.log(Number(time))),
    developer: factorOf(column('dev_id')),
  };
}

export function metrModel() {
  const { time, ai, forecast } = metr();
  return {
    outcome: time,
    terms: [
      { name: 'ai', values: ai },
      { name: 'forecast', values: forecast },
    ],
  };
}

/** Callaway and Sant'Anna's county teen employment: log employment, year, year of the first minimum wage. */
export function mpdta(): Rollout {
  const column = trial('mpdta.csv');
  return {
    outcome: column('lemp').map(Number),
    unit: factorOf(column('countyreal')),
    time: column('year').map(Number),
    cohort: column('first.treat').map((year) => (year === '0' ? Infinity : Number(year))),
  };
}
