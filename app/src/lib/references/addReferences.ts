import type { Scheme } from '@abord/work';
import { InputError } from '#lib/files/InputError.ts';
import type { Jobs } from '#lib/questions/jobs.ts';
import { checkFiles, type Stranded } from './checkFiles.ts';
import {
  type Edition,
  type KeptSource,
  type Manifest,
  nothing,
  readManifest,
  readSource,
  writeManifest,
  writePart,
} from './keep.ts';
import type { Source } from './read/FileKind.ts';
import { type FileLeft, type FileRead, type Refused, readFiles } from './readFiles.ts';
import type { TableName } from './relations.ts';
import { restrict } from './restrict.ts';
import type { Kept } from './tables.ts';
import { type LearntScheme, trainSchemes } from './trainSchemes.ts';
import { refuseWhileLocked, whileLocked } from './whileLocked.ts';

/** What came of one file. */
export interface AddedFile {
  readonly file: string;
  readonly source: Source;
  /** The table that it fills. */
  readonly kind: string;
  readonly version?: string;
  /** Rows that it has, those that say nothing here left aside. */
  readonly rows: number;
  readonly kept: number;
  /** Rows that a list of those to keep left out. */
  readonly heldOut: number;
  readonly refused: readonly InputError[];
}

export interface Added {
  readonly added: readonly AddedFile[];
  readonly left: readonly FileLeft[];
  /** What was there of these stays as it was. */
  readonly refused: readonly { readonly source: Source; readonly error: InputError }[];
  readonly trained: readonly LearntScheme[];
  /** Of tables that were there before. */
  readonly stranded: readonly Stranded[];
  /** Identifiers of the list of those to keep that name nothing in these files. */
  readonly unnamed: number;
}

/** What is told on the way. */
export type AddingStep =
  | { readonly reading: string; readonly done: number; readonly all: number }
  | { readonly training: Scheme; readonly done: number; readonly all: number };

/**
 * Reads the published files at a path, checks them against each other and against what is there, and keeps them.
 *
 * A source stands or falls as a whole: where one of its files cannot be used, what was there of it stays, and the
 * other sources are added nevertheless. A file replaces its table; tables of the source that no file fills stay.
 * Nothing of it counts before all is written, matchers included, and a stop on the way changes nothing.
 *
 * @param only identifiers of the rows to keep, for those who want to hold others out (`restrict`)
 * @throws InputError where the path is a file that cannot be used, where a folder has none of the published ones,
 * or where the list names nothing that was read
 */
export async function addReferences(
  path: string,
  {
    data,
    today,
    only,
    engine,
    tell = () => {},
  }: {
    readonly data: string;
    readonly today: string;
    readonly only?: { readonly file: string; readonly names: ReadonlySet<string> };
    readonly engine: Pick<Jobs, 'train'>;
    readonly tell?: (step: AddingStep) => void;
  },
): Promise<Added> {
  refuseWhileLocked(data);
  const read = await readFiles(path, (reading, done, all) => tell({ reading, done, all }));
  const { left, refused } = read;
  return whileLocked(data, async () => {
    const before = manifestIn(data);
    const { tables, damaged } = tablesIn(data, before);
    refusePartly(read.files, damaged, before, refused);
    const { heldOut, unnamed } = holdOut(read.files, only);
    const { strangers, stranded } = checkFiles(read.files, tables, shortened(before), refused);
    const files = read.files.filter(({ source }) => !refused.has(source));
    const added = files.map((file): AddedFile => {
      const { path, source, table, name, reading } = file;
      const version = versionOf(file, files);
      const [out, unknown] = [heldOut.get(file), strangers.get(file)!];
      const stays = reading.rows.filter((_, at) => !out?.has(at) && !unknown.has(at));
      if (table !== 'version') tables.set(name, stays);
      return {
        file: path,
        source,
        kind: table,
        ...(version !== undefined && { version }),
        rows: reading.rows.length + reading.refused.length,
        kept: stays.length,
        heldOut: out?.size ?? 0,
        refused: [...reading.refused, ...unknown.values()],
      };
    });
    const touched = new Set(added.map(({ source }) => source));
    const { trained, told } = await trainSchemes(
      data,
      keptOf(tables),
      touched,
      before,
      engine,
      (training, done, all) => tell({ training, done, all }),
    );
    const sources: Partial<Record<Source, KeptSource>> = { ...before.sources };
    for (const [source, error] of damaged) {
      if (refused.has(source)) continue;
      delete sources[source];
      if (!touched.has(source)) refused.set(source, error);
    }
    for (const source of touched) {
      const own = added.filter((file) => file.source === source);
      const there = damaged.has(source) ? undefined : before.sources[source];
      sources[source] = keptSource(data, source, keptOf(tables)[source] ?? {}, own, there, today);
    }
    if (touched.size > 0) writeManifest(data, { format: 2, sources, trained });
    return {
      added,
      left,
      refused: [...refused].map(([source, error]) => ({ source, error })),
      trained: told,
      stranded,
      unnamed,
    };
  });
}

/** A set that cannot be made out is none: whoever adds again puts that right. */
function manifestIn(data: string): Manifest {
  try {
    return readManifest(data);
  } catch (error) {
    if (error instanceof InputError && error.code === 'references-damaged') return nothing;
    throw error;
  }
}

/** What is there, and the sources of it that cannot be read. */
function tablesIn(data: string, manifest: Manifest) {
  const tables = new Map<TableName, readonly object[]>();
  const damaged = new Map<Source, InputError>();
  for (const source of Object.keys(manifest.sources) as Source[]) {
    try {
      for (const [table, rows] of Object.entries(readSource(data, manifest, source) ?? {})) {
        tables.set(`${source} ${table}` as TableName, rows as readonly object[]);
      }
    } catch (error) {
      if (!(error instanceof InputError && error.code === 'references-damaged')) throw error;
      damaged.set(source, error);
    }
  }
  return { tables, damaged };
}

/** A source that cannot be read comes back whole: what it had and these files lack would be gone without a word. */
function refusePartly(
  files: readonly FileRead[],
  damaged: ReadonlyMap<Source, InputError>,
  { sources }: Manifest,
  refused: Refused,
): void {
  for (const source of damaged.keys()) {
    const own = new Set(files.filter((file) => file.source === source).map(({ table }) => table));
    const lacking = Object.keys(sources[source]!.rows).filter((table) => !own.has(table));
    if (own.size === 0 || lacking.length === 0 || refused.has(source)) continue;
    const { file } = damaged.get(source)!.details as { file: string };
    refused.set(source, new InputError('references-partly', { file, tables: lacking.join(', ') }));
  }
}

/** The files of O*NET say their version on a page beside them. */
function versionOf({ source, version }: FileRead, files: readonly FileRead[]): string | undefined {
  return version ?? files.find((file) => file.source === source && file.table === 'version')?.version;
}

function keptOf(tables: ReadonlyMap<TableName, readonly object[]>): Kept {
  const kept: Record<string, Record<string, readonly object[]>> = {};
  for (const [name, rows] of tables) {
    const [source, table] = name.split(' ') as [string, string];
    kept[source] = { ...kept[source], [table]: rows };
  }
  return kept as Kept;
}

/** Tables of which an earlier list has left rows out. */
function shortened({ sources }: Manifest): ReadonlySet<TableName> {
  const names = Object.entries(sources).flatMap(([source, { heldOut }]) =>
    Object.keys(heldOut ?? {}).map((table) => `${source} ${table}` as TableName),
  );
  return new Set(names);
}

/** The rows of each file that a list of those to keep does not name. */
function holdOut(
  files: readonly FileRead[],
  only: { readonly file: string; readonly names: ReadonlySet<string> } | undefined,
): { readonly heldOut: ReadonlyMap<FileRead, ReadonlySet<number>>; readonly unnamed: number } {
  if (!only) return { heldOut: new Map(), unnamed: 0 };
  const rows = new Map(files.map(({ name, reading }) => [name, reading.rows]));
  const { stays, unknown } = restrict(rows, only.names);
  if (unknown === only.names.size) throw new InputError('only-foreign', { file: only.file });
  const out = (file: FileRead) => new Set(stays.get(file.name)!.flatMap((stay, at) => (stay ? [] : [at])));
  return { heldOut: new Map(files.map((file) => [file, out(file)])), unnamed: unknown };
}

function keptSource(
  data: string,
  source: Source,
  tables: NonNullable<Kept[Source]>,
  files: readonly AddedFile[],
  before: KeptSource | undefined,
  today: string,
): KeptSource {
  const replaced = new Set(files.map(({ kind }) => kind));
  const stays = Object.keys(tables).filter((table) => !replaced.has(table));
  const editions = Object.fromEntries([
    ...Object.entries(before?.editions ?? {}).filter(([table]) => stays.includes(table)),
    ...files.flatMap(({ kind, version }): [string, Edition][] =>
      kind === 'version' ? [] : [[kind, { ...(version !== undefined && { version }), read: today }]],
    ),
  ]);
  const heldOut = Object.fromEntries([
    ...Object.entries(before?.heldOut ?? {}).filter(([table]) => stays.includes(table)),
    ...files.flatMap(({ kind, heldOut }) => (heldOut > 0 ? [[kind, heldOut]] : [])),
  ]);
  return {
    file: writePart(data, source, 'json', Buffer.from(JSON.stringify(tables))),
    editions,
    rows: Object.fromEntries(Object.entries(tables).map(([table, rows]) => [table, rows.length])),
    ...(Object.keys(heldOut).length > 0 && { heldOut }),
  };
}
