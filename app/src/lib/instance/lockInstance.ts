import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { InputError } from '#lib/files/InputError.ts';
import { unwritable } from '#lib/files/unwritable.ts';
import { processStart } from './processStart.ts';

/** Who holds a data folder. Commands, which are short, hold it without an address. */
export interface Instance {
  readonly pid: number;
  /** Tells this process from a later one with the same number. */
  readonly start?: string;
  readonly url?: string;
  /** Lets commands on this machine, run by the same person, ask the instance. */
  readonly token?: string;
}

/**
 * Takes a data folder, making it if it is missing, so that one process at a time writes there.
 *
 * The lock is a file that only its owner can read. It is taken over from a process that is no longer
 * there, never because it is old.
 *
 * @returns lets go of the folder
 * @throws InputError if a running instance or another command holds it, or it cannot be written
 */
export function lockInstance(
  folder: string,
  own: { readonly url?: string; readonly token?: string },
): () => void {
  return inTurn(folder, () => {
    const holder = liveHolder(folder);
    if (holder?.url !== undefined) {
      throw new InputError('instance-running', { folder, pid: holder.pid, url: holder.url });
    }
    if (holder !== undefined) throw new InputError('instance-busy', { folder, pid: holder.pid });

    const start = processStart(process.pid);
    const lock: Instance = { pid: process.pid, ...(start !== undefined && { start }), ...own };
    rmSync(lockFile(folder), { force: true });
    writeFileSync(lockFile(folder), `${JSON.stringify(lock)}\n`, { flag: 'wx', mode: 0o600 });
    return () => {
      inTurn(folder, () => rmSync(lockFile(folder), { force: true }));
    };
  });
}

/**
 * The instance that runs on a data folder, if one does.
 *
 * @throws InputError if the folder holds a lock that may not be read
 */
export function runningInstance(folder: string): Instance | undefined {
  return inTurn(folder, () => liveHolder(folder));
}

function lockFile(folder: string): string {
  return join(folder, 'instance.json');
}

/** A lock that cannot be made out was being written by a process that died of it. */
function liveHolder(folder: string): Instance | undefined {
  const holder = readLock(folder);
  if (holder === undefined || !exists(holder.pid)) return undefined;
  const start = processStart(holder.pid);
  return holder.start === undefined || start === undefined || holder.start === start ? holder : undefined;
}

function readLock(folder: string): Instance | undefined {
  try {
    const lock = JSON.parse(readFileSync(lockFile(folder), 'utf8')) as Partial<Instance>;
    return Number.isSafeInteger(lock.pid) && lock.pid! > 0 ? (lock as Instance) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Does something about the lock while no other process does. The turn is a lock of the operating system
 * on an empty SQLite file, which ends with the process that holds it, however it ends: two processes
 * that find the same dead holder do not both take over from it.
 */
function inTurn<Result>(folder: string, work: () => Result): Result {
  const file = join(folder, 'instance.turn');
  let turn: DatabaseSync | undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    closeSync(openSync(file, 'a', 0o600));
    turn = new DatabaseSync(file, { timeout: 5_000 });
    turn.exec('begin exclusive');
    return work();
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw unwritable(folder, error);
  } finally {
    turn?.close();
  }
}
