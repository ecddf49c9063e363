import { type Released, reopen } from '@abord/release';
import { render } from '#lib/answer/render.ts';
import { answerGains } from '#lib/questions/gains/answer.ts';
import type { GainsRelease } from '#lib/questions/gains/release.ts';
import { answerTrial } from '#lib/questions/gains/trials/answer.ts';
import { listTrials, type Trial, trialKey } from '#lib/questions/gains/trials/data.server.ts';
import type { TrialRelease } from '#lib/questions/gains/trials/release.ts';
import { latestRelease, type StoredRelease } from '#lib/store/latestRelease.ts';
import type { Database } from '#lib/store/schema.ts';
import type { Lang } from '../../language.ts';

/** The published answer to `gains`: what people say, and what each trial measured; nothing while neither is there. */
export async function readGainsAnswer(db: Database, inquiry: string, lang: Lang) {
  const latest = await latestRelease(db, inquiry, 'gains');
  const trials = await Promise.all(
    (await listTrials(db, inquiry))
      .filter(({ state }) => state !== 'draft')
      .map(async (trial) => ({ trial, result: await readTrialResult(db, trial, lang) })),
  );
  if (!latest && trials.length === 0) return undefined;
  return { said: latest && readSaid(latest, lang), trials };
}

function readSaid({ bytes, hash, number, day }: StoredRelease, lang: Lang) {
  const release: Released<GainsRelease> = reopen(bytes, hash);
  return { release, answer: render(answerGains(release), lang), number, day };
}

/** What is published of one trial; nothing while its rule hides it. */
export async function readTrialResult(db: Database, { inquiry, number }: Trial, lang: Lang) {
  const latest = await latestRelease(db, inquiry, trialKey(number));
  if (!latest) return undefined;
  const release: Released<TrialRelease> = reopen(latest.bytes, latest.hash);
  return { release, answer: render(answerTrial(release), lang), number: latest.number, day: latest.day };
}
