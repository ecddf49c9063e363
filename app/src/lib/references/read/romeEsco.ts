import { InputError } from '#lib/files/InputError.ts';
import type { RomeEsco } from '../tables.ts';
import { escoCode } from './escoText.ts';
import type { FileKind } from './FileKind.ts';
import { readTable } from './readTable.ts';

const relations: Readonly<Record<string, RomeEsco['relation']>> = {
  'skos:exactMatch': 'exact',
  'skos:closeMatch': 'close',
  'skos:narrowMatch': 'narrow',
  'skos:broadMatch': 'broad',
};

/**
 * The official table from titles of ROME to occupations of ESCO. What the table is stands above its header, a
 * name and a value a line.
 */
export const romeEsco: FileKind<RomeEsco> = {
  source: 'rome-esco',
  table: 'links',
  columns: ['classification 1 ID', 'classification 2 ID', 'mapping relation'],
  mark: 'classification 1 ID',
  read: async (bytes, file) => {
    const { above, table } = withoutHeading(bytes);
    const about = (name: string) => new RegExp(`^${name},([^\\r\\n]*)`, 'm').exec(above)?.[1]?.trim();
    const names = [about('Classification 1 Name'), about('Classification 2 Name')];
    if (names.some((name) => name !== undefined) && `${names}` !== 'ESCO,ROME') {
      throw new InputError('table-other', { file, expected: 'ESCO, ROME', found: names.join(', ') });
    }
    const reading = await readTable(table, file, {
      columns: ['classification 1 ID', 'classification 2 ID', 'mapping relation'],
      filled: ['classification 1 ID', 'classification 2 ID', 'mapping relation'],
      row: (cells, line): RomeEsco | InputError => {
        const esco = escoCode(cells['classification 1 ID'], 'occupation');
        if (esco === undefined) {
          const [column, value] = ['classification 1 ID', cells['classification 1 ID']] as const;
          return new InputError('code-malformed', { file, line, column, value });
        }
        const relation = relations[cells['mapping relation']];
        if (relation === undefined) {
          const [column, value] = ['mapping relation', cells['mapping relation']] as const;
          return new InputError('value-unknown', { file, line, column, value });
        }
        return { ogr: cells['classification 2 ID'], esco, relation };
      },
    });
    const version = about('Mapping project version');
    return { ...reading, ...(version && { version }) };
  },
};

/** What stands above the header, and the file with empty lines in its place, so that lines keep their numbers. */
function withoutHeading(bytes: Uint8Array): { above: string; table: Uint8Array } {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = Math.max(0, text.indexOf('classification 1 ID'));
  const from = text.lastIndexOf('\n', start) + 1;
  const above = text.toString('utf8', 0, from);
  const empty = Buffer.from('\n'.repeat(above.split('\n').length - 1));
  return { above, table: Buffer.concat([empty, text.subarray(from)]) };
}
