import { basename, join, relative, resolve } from 'node:path';
import { bytesOf } from '#lib/files/bytesOf.ts';
import { InputError } from '#lib/files/InputError.ts';
import { filesAt } from './filesAt.ts';
import type { FileKind, Reading, Source } from './read/FileKind.ts';
import { recognise } from './recognise.ts';
import type { TableName } from './relations.ts';

/** Bytes of a published file. */
const LARGEST = 256 * 1024 * 1024;

export interface FileRead {
  readonly path: string;
  readonly source: Source;
  /** The table that it fills. */
  readonly table: string;
  readonly name: TableName;
  readonly reading: Reading<object>;
  readonly version?: string;
}

/** Files that are none of the published ones, and why where more is known. */
export interface FileLeft {
  readonly file: string;
  readonly reason?: InputError;
}

/** Sources of which a file cannot be used, and why. */
export type Refused = Map<Source, InputError>;

/**
 * Reads the published files at a path. In a folder, what is none of them is left, and a damaged one is told.
 *
 * @throws InputError where a single file cannot be used, or a folder holds none of the published ones
 */
export async function readFiles(
  path: string,
  tell: (file: string, done: number, all: number) => void,
): Promise<{
  readonly files: readonly FileRead[];
  readonly left: readonly FileLeft[];
  readonly refused: Refused;
}> {
  const { folder, files, left: unseen } = filesAt(path);
  const read: FileRead[] = [];
  const left: FileLeft[] = [...unseen];
  const refused: Refused = new Map();
  for (const [done, file] of files.entries()) {
    tell(basename(file), done, files.length);
    let kind: FileKind<object> | undefined;
    try {
      const bytes = await wholeOf(file);
      if (bytes.length === 0) throw new InputError('file-empty', { file });
      if (isUtf16(bytes)) throw new InputError('file-not-text', { file, line: 1 });
      kind = await recognise(bytes, file);
      if (kind)
        read.push(
          await readOne(kind, bytes, file, join(basename(resolve(path)), relative(path, file)), read),
        );
      else if (folder) left.push({ file });
      else throw new InputError('reference-unknown', { file });
    } catch (error) {
      if (!(error instanceof InputError) || !folder) throw error;
      if (!kind) left.push({ file, reason: error });
      else if (!refused.has(kind.source)) refused.set(kind.source, error);
    }
  }
  if (read.length === 0 && refused.size === 0) throw new InputError('references-none', { file: path });
  return { files: read, left, refused };
}

async function readOne(
  { source, table: usual, key, read }: FileKind<object>,
  bytes: Uint8Array,
  file: string,
  named: string,
  others: readonly FileRead[],
): Promise<FileRead> {
  const reading = eachOnce(await read(bytes, file), key, file);
  const table = reading.table ?? usual;
  if (table !== 'version') checkRows(reading, file);
  const again = others.find((other) => other.source === source && other.table === table);
  if (again) throw new InputError('reference-twice', { file, other: again.path });
  const version = reading.version ?? (SAY_IT_IN_NAMES.includes(source) ? versionIn(named) : undefined);
  const name = `${source} ${table}` as TableName;
  return { path: file, source, table, name, reading, ...(version !== undefined && { version }) };
}

/** A row that has the identifier of one before it is refused. */
function eachOnce(reading: Reading<object>, key: string | undefined, file: string): Reading<object> {
  if (key === undefined) return reading;
  const lines = new Map<string, number>();
  const twice = new Map<number, InputError>();
  for (const [at, row] of reading.rows.entries()) {
    const value = row[key as keyof typeof row] as string;
    const line = reading.lines[at]!;
    const first = lines.get(value);
    if (first === undefined) lines.set(value, line);
    else twice.set(at, new InputError('code-twice', { file, line, value, first }));
  }
  if (twice.size === 0) return reading;
  return {
    ...reading,
    rows: reading.rows.filter((_, at) => !twice.has(at)),
    lines: reading.lines.filter((_, at) => !twice.has(at)),
    refused: [...reading.refused, ...twice.values()],
  };
}

/** As spreadsheets save “Unicode text”. */
const isUtf16 = ([first, second]: Uint8Array) =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);

/** A file of which hardly anything can be used must not take the place of a good one. */
function checkRows({ rows, refused }: Reading<object>, file: string): void {
  if (refused.length > rows.length) {
    const [{ details }] = refused as [InputError];
    const line = 'line' in details ? details.line : 1;
    const count = refused.length;
    throw new InputError('rows-mostly-refused', { file, count, rows: count + rows.length, line });
  }
  if (rows.length === 0) throw new InputError('rows-unusable', { file });
}

async function wholeOf(file: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of bytesOf(file)) {
    pieces.push(piece);
    length += piece.length;
    if (length > LARGEST) throw new InputError('reference-too-large', { file, most: LARGEST / 2 ** 20 });
  }
  return Buffer.concat(pieces);
}

/** Files of ROME and folders of ESCO say their version nowhere else; in other names it may be another list's. */
const SAY_IT_IN_NAMES: readonly Source[] = ['rome', 'esco'];

function versionIn(name: string): string | undefined {
  return [...name.matchAll(/(?<![a-z0-9])v\d+(?:\.\d+)*(?![a-z0-9])/gi)].at(-1)?.[0];
}
