import { type InputCode, InputError, type InputProblems } from '#lib/files/InputError.ts';
import { type MeasuredRollout, measureRollout } from './measureRollout.ts';
import { type MeasuredTrial, measureTrial } from './measureTrial.ts';
import type { RolloutColumns } from './rolloutFile.ts';
import type { TrialColumns } from './trialFile.ts';

/** A file that a host brings, and which of its columns say what. */
export interface Brought<Columns> {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly columns: Columns;
}

/** Why a file gives no figure, as plain data: what is thrown in another thread loses its kind on the way. */
export interface NoFigure {
  readonly code: InputCode;
  readonly details: InputProblems[InputCode];
}

/** A trial in a file: what the engine makes of it. Nothing is kept. */
export function trialOf({ file, bytes, columns }: Brought<TrialColumns>): Promise<MeasuredTrial | NoFigure> {
  return orWhy(measureTrial(inOnePiece(bytes), file, columns, { draws: 9999, seed: 1 }));
}

/** A roll-out in a file: what the engine makes of it. Nothing is kept. */
export function rolloutOf({
  file,
  bytes,
  columns,
  control,
}: Brought<RolloutColumns> & { readonly control: 'never' | 'notyet' }): Promise<MeasuredRollout | NoFigure> {
  return orWhy(measureRollout(inOnePiece(bytes), file, columns, control));
}

async function orWhy<Measured>(measured: Promise<Measured>): Promise<Measured | NoFigure> {
  try {
    return await measured;
  } catch (error) {
    if (error instanceof InputError) return { code: error.code, details: error.details };
    throw error;
  }
}

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
