import { learnAgain } from '#lib/references/learnAgain.ts';
import { m } from '#lib/words/messages.js';
import { startEngine } from '../engine.ts';
import type { Locale } from './locale.ts';
import { progressLine } from './progressLine.ts';
import { learntLine } from './referenceNames.ts';

/** Learns again what is kept, and says what was learnt. */
export async function learnReferences(wanted: {
  readonly data: string;
  readonly json: boolean;
  readonly locale: Locale;
}): Promise<void> {
  const { data, json, locale } = wanted;
  const progress = progressLine(locale, json);
  const engine = startEngine();
  try {
    const trained = await learnAgain(data, engine, (training, done, all) =>
      progress.tell({ training, done, all }),
    );
    progress.end();
    if (json) process.stdout.write(`${JSON.stringify({ trained })}\n`);
    else if (trained.length === 0) process.stdout.write(`${m.cli_references_none({}, { locale })}\n`);
    else process.stdout.write(`${trained.map((scheme) => learntLine(scheme, locale)).join('\n')}\n`);
  } finally {
    progress.end();
    await engine.close();
  }
}
