import { open } from 'node:fs/promises';
import { InputError } from './InputError.ts';

/**
 * The bytes of a file, piece by piece; opened when first asked for.
 *
 * @throws InputError if the file is missing, is a folder or may not be read
 */
export async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  try {
    await using handle = await open(file);
    for await (const piece of handle.createReadStream({ autoClose: false })) yield piece as Buffer;
  } catch (error) {
    throw fileProblem(file, error);
  }
}

function fileProblem(file: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === undefined || error instanceof InputError) return error;
  if (code === 'ENOENT' || code === 'ENOTDIR') return new InputError('file-missing', { file });
  if (code === 'EISDIR') return new InputError('file-is-folder', { file });
  return new InputError('file-unreadable', { file, reason: code }, { cause: error });
}
