import { existsSync } from 'node:fs';
import { lockInstance } from '#lib/instance/lockInstance.ts';
import { folderOf, readManifest, sweep } from './keep.ts';

/**
 * Does something in the folder of references while no other command does. Where it fails, what it has written goes,
 * and its own reason is what is told. A lock that cannot be let go ends with this process.
 *
 * @throws InputError if another command is at work there, or it cannot be written
 */
export async function whileLocked<Result>(data: string, work: () => Promise<Result>): Promise<Result> {
  const unlock = lockInstance(folderOf(data), {});
  try {
    return await work();
  } catch (error) {
    quietly(() => sweep(data, readManifest(data)));
    throw error;
  } finally {
    quietly(unlock);
  }
}

/**
 * Before something long is begun, whose result would have nowhere to go.
 *
 * @throws InputError if another command is at work there
 */
export function refuseWhileLocked(data: string): void {
  if (existsSync(folderOf(data))) lockInstance(folderOf(data), {})();
}

function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // What came of the work counts, not this.
  }
}
