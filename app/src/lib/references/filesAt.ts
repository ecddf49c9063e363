import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '#lib/files/InputError.ts';

/**
 * A file, or all files of a folder and of those in it, by name; hidden ones are not looked at. What cannot be looked
 * at in a folder is left.
 *
 * @throws InputError where the path itself cannot be looked at
 */
export function filesAt(path: string): {
  readonly folder: boolean;
  readonly files: readonly string[];
  readonly left: readonly { readonly file: string; readonly reason: InputError }[];
} {
  if (!at(path, () => statSync(path)).isDirectory()) return { folder: false, files: [path], left: [] };
  const left: { file: string; reason: InputError }[] = [];
  const unlessLeft = (file: string, look: () => string[]): string[] => {
    try {
      return at(file, look);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      left.push({ file, reason: error });
      return [];
    }
  };
  const files = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => !name.startsWith('.'))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        const file = join(folder, entry.name);
        if (entry.isDirectory()) return unlessLeft(file, () => files(file));
        if (entry.isFile()) return [file];
        // A link to a file is one; a link to a folder might lead round in a circle.
        return unlessLeft(file, () => (entry.isSymbolicLink() && statSync(file).isFile() ? [file] : []));
      });
  return { folder: true, files: at(path, () => files(path)), left };
}

function at<Result>(file: string, look: () => Result): Result {
  try {
    return look();
  } catch (error) {
    if (error instanceof InputError) throw error;
    const { code = String(error) } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new InputError('file-missing', { file });
    throw new InputError('file-unreadable', { file, reason: code }, { cause: error });
  }
}
