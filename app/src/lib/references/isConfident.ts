import type { Match } from '@abord/work';

/** A confidence from which the first occupation may be taken without asking twice (SPEC C of the matcher). */
const CONFIDENT = 0.8;

/** May the first occupation be taken without asking twice? Only where every word was read as it was written. */
export function isConfident({ proposals, recognised, unknown, mended }: Match): boolean {
  return recognised && proposals[0]!.confidence >= CONFIDENT && unknown.length === 0 && mended.length === 0;
}
