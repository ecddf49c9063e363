import { bytesOf } from '#lib/files/bytesOf.ts';
import { measureRollout } from '#lib/questions/gains/measureRollout.ts';
import type { RolloutColumns } from '#lib/questions/gains/rolloutFile.ts';
import type { Locale } from './locale.ts';
import { rolloutText } from './rolloutText.ts';

/** Reads the roll-out at `file`, has the engine measure it and prints what it says. */
export async function rolloutOn(
  file: string,
  wanted: {
    readonly columns: RolloutColumns;
    readonly control: 'never' | 'notyet';
    readonly json: boolean;
    readonly locale: Locale;
  },
): Promise<void> {
  const { columns, control, json, locale } = wanted;
  const measured = await measureRollout(bytesOf(file), file, columns, control);
  process.stdout.write(json ? `${JSON.stringify(measured)}\n` : rolloutText(measured, locale));
}
