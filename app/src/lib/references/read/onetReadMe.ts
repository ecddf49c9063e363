import type { FileKind } from './FileKind.ts';

/** The page that comes with the files of O*NET: the only one that says which version they are. */
export const onetReadMe: FileKind<never> = {
  source: 'onet',
  table: 'version',
  columns: [],
  holds: /^\uFEFF?O\*NET ([\d.]+) Database\s/,
  read: async (bytes) => {
    const [, version] = /O\*NET ([\d.]+) Database/.exec(new TextDecoder().decode(bytes))!;
    return { rows: [], lines: [], refused: [], version: version! };
  },
};
