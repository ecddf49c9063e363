import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '#lib/files/InputError.ts';

/** A file, or all files of a folder and of those in it, by name; hidden ones are not looked at. */
export function filesAt(path: string): { readonly folder: boolean; readonly files: readonly string[] } {
  const found = at(path, () => statSync(path));
  if (!found.isDirectory()) return { folder: false, files: [path] };
  const files = (folder: string): string[] =>
    at(folder, () => readdirSync(folder, { withFileTypes: true }))
      .filter(({ name }) => !name.startsWith('.'))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        const file = join(folder, entry.name);
        if (entry.isDirectory()) return files(file);
        // A link to a file is one; a link to a folder might lead round in a circle.
        const linked = entry.isSymbolicLink() && statSync(file, { throwIfNoEntry: false })?.isFile();
        return entry.isFile() || linked ? [file] : [];
      });
  return { folder: true, files: files(path) };
}

function at<Result>(file: string, look: () => Result): Result {
  try {
    return look();
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new InputError('file-missing', { file });
    throw new InputError('file-unreadable', { file, reason: code }, { cause: error });
  }
}
