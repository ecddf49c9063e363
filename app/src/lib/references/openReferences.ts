import { type Match, type Matcher, match, type OwnWords, type Scheme, unpackMatcher } from '@abord/work';
import { InputError } from '#lib/files/InputError.ts';
import type { Jobs } from '#lib/questions/jobs.ts';
import { type Exposure, exposures } from './exposures.ts';
import { iscoOfCodes } from './iscoOfCodes.ts';
import { type Manifest, readManifest, readSource, readTrained, stampOf } from './keep.ts';
import { type Labels, labelsOf } from './labelsOf.ts';
import type { Source } from './read/FileKind.ts';
import { referenceOf } from './referenceOf.ts';
import type { Kept, Tables } from './tables.ts';
import { type KnownTask, tasksByCode } from './tasksByCode.ts';

/** An occupation of a scheme, with what leads on from it. */
export interface FoundOccupation {
  readonly scheme: Scheme;
  readonly code: string;
  /** Its ISCO-08 unit group, the most probable where several are possible; absent where no table says one. */
  readonly isco?: string;
  readonly label: Readonly<{ fr?: string; en?: string }>;
}

/** Published lists of jobs, as pages and commands use them; those of Abord alone where none was added. */
export interface References {
  /**
   * Occupations for a job in somebody's own words. Quick, but for the first time after a start.
   *
   * @throws InputError where the scheme was not added (ISCO-08 always is there)
   */
  match(words: OwnWords, wanted?: { readonly scheme?: Scheme; readonly top?: number }): Promise<Match>;
  occupation(scheme: Scheme, code: string): FoundOccupation | undefined;
  /** Of an ISCO-08 unit group. */
  exposureOf(isco: string): Exposure | undefined;
  tasksOf(scheme: Scheme, code: string): readonly KnownTask[];
  /** The tables of a source as they are kept. */
  tables<S extends Source>(source: S): Partial<Tables[S]> | undefined;
}

/**
 * Opens what is kept in `references` of a data folder. A newer set is taken up when it is there. What is needed is
 * read when it is needed; nothing of it is ever written here.
 *
 * @param engine learns the built-in jobs, where nothing else is there to match ISCO-08 with
 * @param onFault told of a set that cannot be read, in place of which the built-in jobs do; without it, that throws
 */
export function openReferences(
  data: string,
  { engine, onFault }: { readonly engine: Pick<Jobs, 'train'>; readonly onFault?: (error: unknown) => void },
): References {
  let set: ReferenceSet | undefined;
  let builtIn: Promise<Matcher> | undefined;

  const current = (): ReferenceSet => {
    const stamp = stampOf(data);
    if (!set || set.stamp !== stamp) set = { stamp, ...lazily(data, readManifest(data)) };
    return set;
  };
  /** A set may be replaced while it is read; one that is damaged stays so. */
  const reading = <Result>(
    read: (set: ReferenceSet) => Result,
    instead: (kept: ReferenceSet) => Result,
  ): Result => {
    for (let again = true; ; again = false) {
      const { stamp } = set ?? {};
      try {
        return read(current());
      } catch (error) {
        if (again && stampOf(data) !== stamp) continue;
        if (!onFault || !(error instanceof InputError) || error.code !== 'references-damaged') throw error;
        onFault(error);
        return instead(nothingKept);
      }
    }
  };
  const learnt = (): Promise<Matcher> => {
    builtIn ??= Promise.resolve(engine.train(referenceOf('isco', {}))).then(unpackMatcher);
    return builtIn;
  };
  const from = <Result>(read: (set: ReferenceSet) => Result) => reading(read, read);

  return {
    async match(words, { scheme = 'isco', top = 5 } = {}) {
      const matcher = from((set) => set.matcher(scheme)) ?? (scheme === 'isco' ? await learnt() : undefined);
      if (!matcher) throw new InputError('scheme-missing', { scheme });
      return match(matcher, words, top);
    },
    occupation(scheme, code) {
      return from((set) => {
        const label = set.labels(scheme).get(code);
        const isco = scheme === 'isco' ? code : set.isco(scheme).get(code);
        if (!label && scheme !== 'isco') return undefined;
        return { scheme, code, ...(isco !== undefined && { isco }), label: label ?? {} };
      });
    },
    exposureOf: (isco) => from((set) => set.exposures().get(isco)),
    tasksOf(scheme, code) {
      return from((set) => {
        const isco = scheme === 'isco' || scheme === 'onet' ? code : set.isco(scheme).get(code);
        return (
          (isco === undefined ? undefined : set.tasks(scheme === 'onet' ? 'onet' : 'isco').get(isco)) ?? []
        );
      });
    },
    tables: (source) => from((set) => set.kept[source]),
  };
}

interface ReferenceSet {
  readonly stamp: string | undefined;
  readonly kept: Kept;
  matcher(scheme: Scheme): Matcher | undefined;
  labels(scheme: Scheme): Labels;
  isco(scheme: Scheme): ReadonlyMap<string, string>;
  tasks(scheme: 'isco' | 'onet'): ReadonlyMap<string, readonly KnownTask[]>;
  exposures(): ReadonlyMap<string, Exposure>;
}

/** Each part is read or worked out when it is first asked for. */
function lazily(data: string, manifest: Manifest): Omit<ReferenceSet, 'stamp'> {
  const kept = keptLazily(manifest, (source) => readSource(data, manifest, source));
  return {
    kept,
    matcher: once((scheme: Scheme) => {
      const packed = readTrained(data, manifest, scheme);
      return packed && unpacked(packed, manifest.trained[scheme]!.file);
    }),
    labels: once((scheme: Scheme) => labelsOf(scheme, kept)),
    isco: once((scheme: Scheme) => iscoOfCodes(scheme, kept)),
    tasks: once((scheme: 'isco' | 'onet') => tasksByCode(scheme, kept)),
    exposures: once(() => exposures(kept.ilo?.tasks)),
  };
}

const nothingKept: ReferenceSet = {
  stamp: undefined,
  ...lazily('', { format: 1, sources: {}, trained: {} }),
};

function unpacked(packed: Uint8Array, file: string): Matcher {
  try {
    return unpackMatcher(packed);
  } catch (error) {
    throw new InputError('references-damaged', { file }, { cause: error });
  }
}

function keptLazily(manifest: Manifest, read: (source: Source) => unknown): Kept {
  const kept = {};
  const of = once(read);
  for (const source of Object.keys(manifest.sources) as Source[]) {
    Object.defineProperty(kept, source, { enumerable: true, get: () => of(source) });
  }
  return kept;
}

function once<Key, Result>(make: (key: Key) => Result): (key?: Key) => Result {
  const made = new Map<unknown, Result>();
  return (key) => {
    if (!made.has(key)) made.set(key, make(key as Key));
    return made.get(key)!;
  };
}
