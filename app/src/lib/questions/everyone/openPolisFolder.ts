import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { bytesOf } from '#lib/files/bytesOf.ts';
import { InputError } from '#lib/files/InputError.ts';
import type { PolisFolder } from './import.ts';

/** Names that Polis has given its final matrix. */
const matrixNames = ['participants-votes.csv', 'participant-votes.csv'];

/**
 * Finds the files of a Polis export in a folder. Folders inside it are not looked into: some published
 * exports hold a second copy of themselves. Nothing is read yet.
 *
 * @throws InputError if the path is not a folder that may be listed
 */
export async function openPolisFolder(path: string): Promise<PolisFolder> {
  const names = await namesIn(path);
  const matrix = matrixNames.find((name) => names.includes(name));
  return {
    path: path.replace(/(?<=.)\/+$/, ''),
    name: basename(resolve(path)),
    ...(names.includes('summary.csv') && { summary: bytesOf(join(path, 'summary.csv')) }),
    ...(names.includes('comments.csv') && { comments: bytesOf(join(path, 'comments.csv')) }),
    ...(names.includes('votes.csv') && { votes: bytesOf(join(path, 'votes.csv')) }),
    ...(matrix && { matrix: { file: matrix, bytes: bytesOf(join(path, matrix)) } }),
  };
}

async function namesIn(path: string): Promise<readonly string[]> {
  try {
    if (!(await stat(path)).isDirectory()) throw new InputError('folder-is-file', { file: path });
    return await readdir(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (error instanceof InputError || code === undefined) throw error;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new InputError('file-missing', { file: path });
    throw new InputError('file-unreadable', { file: path, reason: code }, { cause: error });
  }
}
