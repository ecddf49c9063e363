import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Scheme } from '@abord/work';
import { InputError } from '#lib/files/InputError.ts';
import { unwritable } from '#lib/files/unwritable.ts';
import type { Kept, Tables } from './tables.ts';

/** What is kept in `references` of a data folder (decision 028). Files are named by what they hold. */
export interface Manifest {
  readonly format: 2;
  readonly sources: { readonly [S in keyof Tables]?: KeptSource };
  readonly trained: { readonly [S in Scheme]?: Trained };
}

export interface KeptSource {
  readonly file: string;
  /** Of each table. */
  readonly editions: Readonly<Record<string, Edition>>;
  /** Rows of each table. */
  readonly rows: Readonly<Record<string, number>>;
  /** Rows of each table that a list of those to keep left out. */
  readonly heldOut?: Readonly<Record<string, number>>;
}

export interface Edition {
  /** As its file says it, where it does. */
  readonly version?: string;
  /** Day on which it was read. */
  readonly read: string;
}

export interface Trained {
  readonly file: string;
  readonly titles: number;
  readonly seconds: number;
  readonly bytes: number;
}

/** The set that is there where none was ever added. */
export const nothing: Manifest = { format: 2, sources: {}, trained: {} };

export const folderOf = (data: string) => join(data, 'references');

/**
 * Which set is there; an empty one where none was ever added.
 *
 * @throws InputError where it is damaged, or may not be read
 */
export function readManifest(data: string): Manifest {
  const file = join(folderOf(data), 'manifest.json');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return nothing;
    throw unreadable(file, error);
  }
  const manifest = parsed(text, file) as Partial<Manifest>;
  if (manifest.format !== nothing.format) throw new InputError('references-damaged', { file });
  return manifest as Manifest;
}

/** Changes whenever a newer set is there, or whether it may be read. */
export function stampOf(data: string): string | undefined {
  try {
    const found = statSync(join(folderOf(data), 'manifest.json'), { bigint: true });
    return `${found.mtimeNs} ${found.ctimeNs} ${found.ino}`;
  } catch (error) {
    return isMissing(error) ? undefined : `${(error as NodeJS.ErrnoException).code}`;
  }
}

/** The tables of one source. */
export function readSource<S extends keyof Tables>(
  data: string,
  manifest: Manifest,
  source: S,
): Kept[S] | undefined {
  const kept = manifest.sources[source];
  if (!kept) return undefined;
  const file = join(folderOf(data), kept.file);
  return parsed(readFile(file).toString('utf8'), file) as Kept[S];
}

/** The bytes of a packed matcher. */
export function readTrained(data: string, manifest: Manifest, scheme: Scheme): Uint8Array | undefined {
  const trained = manifest.trained[scheme];
  // A buffer may be a piece of a larger one; a matcher's numbers begin at the start of its memory.
  return trained && new Uint8Array(readFile(join(folderOf(data), trained.file)));
}

/** Writes a file beside those that are there, unless it is; it counts from when a manifest names it. */
export function writePart(data: string, name: string, ending: 'json' | 'bin', bytes: Uint8Array): string {
  const mark = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  const file = `${name}.${mark}.${ending}`;
  const path = join(folderOf(data), file);
  if (!holds(path, bytes)) writeWhole(path, bytes);
  return file;
}

/** From here on this set counts; what it no longer names goes. */
export function writeManifest(data: string, manifest: Manifest): void {
  writeWhole(join(folderOf(data), 'manifest.json'), Buffer.from(`${JSON.stringify(manifest)}\n`));
  sweep(data, manifest);
}

/** Takes away what a set does not name, as far as it can be: it does not count. */
export function sweep(data: string, manifest: Manifest): void {
  const folder = folderOf(data);
  const named = new Set(
    [...Object.values(manifest.sources), ...Object.values(manifest.trained)].map(({ file }) => file),
  );
  try {
    for (const file of readdirSync(folder)) {
      const part = /\.[0-9a-f]{12}\.(?:json|bin)(?:\.new)?$/.test(file) || file === 'manifest.json.new';
      if (part && !named.has(file)) rmSync(join(folder, file), { force: true });
    }
  } catch {
    // The next adding tries again.
  }
}

/** A file that was damaged is called what it should hold, and does not hold it. */
function holds(file: string, bytes: Uint8Array): boolean {
  try {
    return statSync(file).size === bytes.length && readFileSync(file).equals(bytes);
  } catch {
    return false;
  }
}

function writeWhole(file: string, bytes: Uint8Array): void {
  const folder = dirname(file);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.new`, bytes, { mode: 0o600, flush: true });
    renameSync(`${file}.new`, file);
  } catch (error) {
    sweepOne(`${file}.new`);
    throw unwritable(folder, error);
  }
}

function sweepOne(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // What could not be written, and why, is what has to be told.
  }
}

function readFile(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if (!isMissing(error)) throw unreadable(file, error);
    throw new InputError('references-damaged', { file }, { cause: error });
  }
}

const isMissing = (error: unknown) =>
  ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');

/** As a rule it belongs to somebody else. */
function unreadable(file: string, error: unknown): InputError {
  const { code: reason = String(error) } = error as NodeJS.ErrnoException;
  return new InputError('references-unreadable', { file, reason }, { cause: error });
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError('references-damaged', { file }, { cause: error });
  }
}
