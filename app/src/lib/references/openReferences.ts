import { setImmediate } from 'node:timers/promises';
import {
  indexTitles,
  type Likeness,
  type Match,
  type Matcher,
  match,
  type OwnWords,
  type Scheme,
  type Sheet,
  unpackMatcher,
} from '@abord/work';
import { InputError } from '#lib/files/InputError.ts';
import type { Jobs } from '#lib/questions/jobs.ts';
import { type Exposure, exposures } from './exposures.ts';
import { iscoByWords } from './iscoByWords.ts';
import { iscoOfCodes } from './iscoOfCodes.ts';
import { folderOf, type Manifest, nothing, readManifest, readSource, readTrained, stampOf } from './keep.ts';
import { type Labels, labelsOf } from './labelsOf.ts';
import { type AddedSource, listSources } from './listSources.ts';
import { namedSkills } from './namedSkills.ts';
import type { Source } from './read/FileKind.ts';
import { referenceOf } from './referenceOf.ts';
import { romeSheets } from './romeSheets.ts';
import type { Kept, Tables } from './tables.ts';
import { type KnownTask, tasksByCode } from './tasksByCode.ts';

/** An occupation of a scheme, with what leads on from it. */
export interface FoundOccupation {
  readonly scheme: Scheme;
  readonly code: string;
  /** Its ISCO-08 unit group, the most probable where several are possible; absent where nothing says one. */
  readonly isco?: string;
  /** The group is what the words of its own titles say most, since no table has the code. */
  readonly byWords?: true;
  readonly label: Readonly<{ fr?: string; en?: string }>;
}

/** The occupations of ROME, made ready to be compared. */
export interface Alike {
  readonly sheets: ReadonlyMap<string, Sheet>;
  readonly likeness: Likeness;
}

/** Published lists of jobs, as pages and commands use them; those of Abord alone where none was added. */
export interface References {
  /** Where they are kept. */
  readonly folder: string;
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
  /** Nothing where ROME was not added. Worked out once a set, by the engine; quick from then on. */
  alike(): Promise<Alike> | undefined;
  /** Does what is done once a set before somebody waits for it, a piece at a time. */
  prepare(): Promise<void>;
  /** What was added, as a page of notices names it. */
  sources(): readonly AddedSource[];
}

/**
 * Opens what is kept in `references` of a data folder. A newer set is taken up when it is there. What is needed is
 * read when it is needed; nothing of it is ever written here.
 *
 * @param engine learns the built-in jobs, where nothing else is there to match ISCO-08 with; and finds out what
 * occupations have in common
 * @param meanwhile where people wait for it, what titles alone say is answered while the built-in jobs are being learnt
 * @param onFault told once of a set that cannot be read, in place of which the built-in jobs do, so that it tells
 * nobody when something was asked; without it, that throws
 */
export function openReferences(
  data: string,
  {
    engine,
    meanwhile,
    onFault,
  }: {
    readonly engine: Pick<Jobs, 'train' | 'likeness'>;
    readonly meanwhile?: 'titles';
    readonly onFault?: (error: unknown) => void;
  },
): References {
  let set: ReferenceSet | undefined;
  let told: string | null | undefined = null;
  const nothingKept: ReferenceSet = { stamp: undefined, ...lazily('', nothing, engine) };
  let learnt: Matcher | undefined;
  const learn = onceDone(async () => {
    learnt = unpackMatcher(await engine.train(referenceOf('isco', {})));
    return learnt;
  });
  const titles = once(() => indexTitles(referenceOf('isco', {})));
  const builtIn = async (): Promise<Matcher> => {
    const learning = learn();
    if (meanwhile === undefined) return learning;
    // Tried again when it is next asked for.
    learning.catch(() => {});
    return learnt ?? titles();
  };

  const current = (): ReferenceSet => {
    const stamp = stampOf(data);
    if (!set || set.stamp !== stamp) set = { stamp, ...lazily(data, readManifest(data), engine) };
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
        if (!onFault || !(error instanceof InputError) || !damage.has(error.code)) throw error;
        const now = stampOf(data);
        if (told !== now) onFault(error);
        told = now;
        return instead(nothingKept);
      }
    }
  };
  const from = <Result>(read: (set: ReferenceSet) => Result) => reading(read, read);

  return {
    folder: folderOf(data),
    async match(words, { scheme = 'isco', top = 5 } = {}) {
      const matcher = from((set) => set.matcher(scheme)) ?? (scheme === 'isco' ? await builtIn() : undefined);
      if (!matcher) throw new InputError('scheme-missing', { scheme });
      return match(matcher, words, top);
    },
    occupation(scheme, code) {
      return from((set) => {
        const label = set.labels(scheme).get(code);
        if (scheme === 'isco') return { scheme, code, isco: code, label: label ?? {} };
        if (!label) return undefined;
        const isco = set.isco(scheme).get(code);
        const said = isco === undefined && scheme === 'onet' ? set.iscoByWords(code) : undefined;
        return {
          scheme,
          code,
          ...(isco !== undefined ? { isco } : said !== undefined && { isco: said, byWords: true }),
          label,
        };
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
    alike: () => from((set) => set.alike()),
    async prepare() {
      if (!from((set) => set.matcher('isco'))) await learn();
      if (!from((set) => set.kept.rome)) return;
      const pieces: readonly ((set: ReferenceSet) => unknown)[] = [
        (set) => set.kept['rome-esco'],
        (set) => set.kept.esco,
        (set) => set.labels('rome'),
        (set) => set.isco('rome'),
        (set) => set.matcher('rome'),
        (set) => set.matcher('isco'),
      ];
      for (const piece of pieces) {
        from(piece);
        await setImmediate();
      }
      await from((set) => set.alike());
    },
    sources: () =>
      reading(
        () => listSources(data).sources,
        () => [],
      ),
  };
}

interface ReferenceSet {
  readonly stamp: string | undefined;
  readonly kept: Kept;
  matcher(scheme: Scheme): Matcher | undefined;
  labels(scheme: Scheme): Labels;
  isco(scheme: Scheme): ReadonlyMap<string, string>;
  /** Of an occupation of O*NET that no table has. */
  iscoByWords(code: string): string | undefined;
  tasks(scheme: 'isco' | 'onet'): ReadonlyMap<string, readonly KnownTask[]>;
  exposures(): ReadonlyMap<string, Exposure>;
  alike(): Promise<Alike> | undefined;
}

const damage: ReadonlySet<string> = new Set(['references-damaged', 'references-unreadable', 'matcher-other']);

/** Each part is read or worked out when it is first asked for. */
function lazily(
  data: string,
  manifest: Manifest,
  engine: Pick<Jobs, 'likeness'>,
): Omit<ReferenceSet, 'stamp'> {
  const kept = keptLazily(manifest, (source) => readSource(data, manifest, source));
  const sheets = once(() => {
    const { codes = [], titles = [], links = [], texts = [] } = kept.rome ?? {};
    const rome = { codes, titles, skills: namedSkills(kept.rome ?? {}), links, texts };
    return romeSheets(rome, kept['rome-esco']?.links, iscoOfCodes('esco', kept));
  });
  const compared = onceDone(
    async (): Promise<Alike> => ({
      sheets: new Map(sheets().map((sheet) => [sheet.code, sheet])),
      likeness: await engine.likeness(sheets()),
    }),
  );
  const matcher = once((scheme: Scheme) => {
    const packed = readTrained(data, manifest, scheme);
    return packed && unpacked(packed, manifest.trained[scheme]!.file);
  });
  return {
    kept,
    matcher,
    labels: once((scheme: Scheme) => labelsOf(scheme, kept)),
    isco: once((scheme: Scheme) => iscoOfCodes(scheme, kept)),
    iscoByWords: once((code: string) => {
      const learnt = matcher('isco');
      return learnt && iscoByWords(learnt, onetTitlesOf(kept, code));
    }),
    tasks: once((scheme: 'isco' | 'onet') => tasksByCode(scheme, kept)),
    exposures: once(() => exposures(kept.ilo?.tasks)),
    // Read here, so that a set that was replaced meanwhile is noticed.
    alike: () => (sheets().length > 0 ? compared() : undefined),
  };
}

/** Titles of an occupation that are asked for its group. */
const ASKED = 10;

function onetTitlesOf(
  { onet: { occupations = [], titles = [] } = {} }: Kept,
  code: string,
): readonly string[] {
  const own = titles.filter((title) => title.code === code).slice(0, ASKED);
  return [
    ...occupations.filter((found) => found.code === code).map(({ label }) => label),
    ...own.map(({ title }) => title),
  ];
}

function unpacked(packed: Uint8Array, file: string): Matcher {
  try {
    return unpackMatcher(packed);
  } catch (error) {
    // Of another version of Abord, as a rule.
    throw new InputError('matcher-other', { file }, { cause: error });
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

/** Begins once; what has failed is tried again when it is next asked for. */
function onceDone<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined;
  return () => {
    made ??= make().catch((error) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
