import { closeSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../src/lib/files/InputError.ts';
import { lockInstance } from '../../src/lib/instance/lockInstance.ts';

/**
 * A process that wants a data folder for a moment, again and again until it has had it three times.
 * While it holds the folder it makes a file there that must not exist yet. With `--die`, it then ends
 * without letting go.
 */
const [folder, die] = process.argv.slice(2);
for (let held = 0; held < 3; ) {
  try {
    const unlock = lockInstance(folder, {});
    const inside = join(folder, 'inside');
    closeSync(openSync(inside, 'wx'));
    rmSync(inside);
    if (die === '--die') process.kill(process.pid, 'SIGKILL');
    unlock();
    held++;
  } catch (error) {
    if (!(error instanceof InputError) || error.code !== 'instance-busy') throw error;
  }
}
