import { InputError } from './InputError.ts';

const FULL: readonly string[] = ['ENOSPC', 'EDQUOT'];
const FORBIDDEN: readonly string[] = ['EACCES', 'EPERM', 'EROFS'];

/** What to say of a folder in which something could not be written: only some of the reasons are permissions. */
export function unwritable(folder: string, error: unknown): InputError {
  const { code: reason = String(error) } = error as NodeJS.ErrnoException;
  const options = { cause: error };
  if (FULL.includes(reason)) return new InputError('disk-full', { folder }, options);
  if (FORBIDDEN.includes(reason)) return new InputError('folder-unwritable', { folder, reason }, options);
  return new InputError('write-failed', { folder, reason }, options);
}
