import { bytesOf } from '#lib/files/bytesOf.ts';
import { measureTrial } from '#lib/questions/gains/measureTrial.ts';
import type { TrialColumns } from '#lib/questions/gains/trialFile.ts';
import { effectText } from './effectText.ts';
import type { Locale } from './locale.ts';

/** Reads the trial at `file`, has the engine measure it and prints what it says. */
export async function effectOn(
  file: string,
  wanted: {
    readonly columns: TrialColumns;
    readonly draws: number;
    readonly seed: number;
    readonly json: boolean;
    readonly locale: Locale;
  },
): Promise<void> {
  const { columns, json, locale } = wanted;
  const measured = await measureTrial(bytesOf(file), file, columns, wanted);
  process.stdout.write(json ? `${JSON.stringify(measured)}\n` : effectText(measured, columns, locale));
}
