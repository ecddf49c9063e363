import { columnsOf } from '#lib/files/columnsOf.ts';
import { InputError } from '#lib/files/InputError.ts';
import { readCsv } from '#lib/files/readCsv.ts';
import { byPerson } from './byPerson.ts';
import type { Debate, Texts } from './debate.ts';
import { languageOf, latinLanguageOf } from './languageOf.ts';
import { placeOf, voteIn } from './votesFile.ts';

/** The files of a Polis export, as far as they are there; whatever else the folder holds is not read. */
export interface PolisFolder {
  /** What the person called it; begins the file names in sentences. */
  readonly path: string;
  readonly name: string;
  readonly summary?: AsyncIterable<Uint8Array>;
  readonly comments?: AsyncIterable<Uint8Array>;
  /** The event log. */
  readonly votes?: AsyncIterable<Uint8Array>;
  /** The final matrix. */
  readonly matrix?: { readonly file: string; readonly bytes: AsyncIterable<Uint8Array> };
}

export interface PolisExport {
  readonly debate: Debate;
  /** Group that Polis itself gave each of `debate.people`, `undefined` where it gave none; absent without a matrix. */
  readonly groups?: readonly (string | undefined)[];
}

/**
 * Reads a Polis export: who voted what, in the end.
 *
 * The event log counts where it is there: of several votes by one person on one statement the last by
 * timestamp (milliseconds; the `datetime` column mixes time zones) wins, the others are counted as
 * `superseded`. Two different votes in the same millisecond count as a pass: nobody can say which came
 * last. Without a log the final matrix counts. With both, a participant of the log whom the matrix does
 * not know is an error, and votes on which the two differ are counted as `contradicted`; the log holds.
 *
 * Statements that moderation refused stay, as `refused`, if somebody voted on them; those refused before
 * any vote never entered the debate and are counted as `refused-unseen`. Votes on statements that
 * `comments.csv` does not list are left out and counted as `unknown-statement`; without `comments.csv`
 * statements go by their number. People are in the order of their ids, statements of their numbers,
 * votes of both, so that the order of rows in the files never shows.
 *
 * @param numbered what to call a statement whose text is not there
 * @throws InputError naming file, line and reason
 */
export async function importPolis(
  folder: PolisFolder,
  numbered: (number: number) => Texts,
): Promise<PolisExport> {
  const { votes: log, matrix } = folder;
  if (log === undefined && matrix === undefined) {
    throw new InputError('polis-files-missing', { file: folder.path });
  }
  const summary = folder.summary
    ? await readSummary(folder.summary, `${folder.path}/summary.csv`)
    : undefined;
  const comments = folder.comments && (await readComments(folder.comments, `${folder.path}/comments.csv`));
  const table = matrix && (await readMatrix(matrix.bytes, `${folder.path}/${matrix.file}`));
  const events = log && (await readLog(log, `${folder.path}/votes.csv`, table));

  const { ballots, superseded } = events ? lastVotes(events) : { ballots: table!, superseded: 0 };
  const people = sortedIds(ballots.people);
  const { statements, placed, unseen } = listStatements(ballots, comments, numbered);
  const votes = canonicalVotes(ballots, people.rank, placed, statements.length);

  if (!votes.statement.some((statement) => statements[statement].state === 'accepted')) {
    throw new InputError('votes-left-out', { file: folder.path });
  }

  const left = {
    superseded,
    'unknown-statement': ballots.value.length - votes.value.length,
    'refused-unseen': unseen,
    contradicted: events && table ? contradictions(ballots, table) : 0,
  };
  const title = summary?.topic || folder.name;
  const description = summary?.['conversation-description'] ?? '';
  const latin = latinLanguageOf(statements.flatMap(({ texts }) => Object.values(texts)));
  return {
    debate: {
      title: { [languageOf(title, latin)]: title },
      description: description === '' ? {} : { [languageOf(description, latin)]: description },
      organisation: {},
      simulated: false,
      entry: 'imported',
      source: { name: 'Polis', ...(summary?.url ? { url: summary.url } : {}) },
      ...(events ? { days: daysOf(events.time) } : {}),
      attributes: [],
      statements,
      people: people.ids.map((source) => ({ source, profile: {} })),
      votes,
      refused: Object.fromEntries(Object.entries(left).filter(([, count]) => count > 0)),
    },
    ...(table ? { groups: people.ids.map((id) => table.groups.get(id)) } : {}),
  };
}

interface Ballots {
  /** Source ids, and where the vote arrays point to. */
  readonly people: ReadonlyMap<string, number>;
  /** Statement numbers, likewise. */
  readonly statements: ReadonlyMap<number, number>;
  readonly person: ArrayLike<number>;
  readonly statement: ArrayLike<number>;
  readonly value: ArrayLike<number>;
}

interface Log extends Ballots {
  /** Milliseconds since 1970. */
  readonly time: readonly number[];
}

interface Matrix extends Ballots {
  readonly groups: ReadonlyMap<string, string>;
}

interface Comment {
  readonly text: string;
  readonly state: Debate['statements'][number]['state'];
}

async function readSummary(bytes: AsyncIterable<Uint8Array>, file: string): Promise<Record<string, string>> {
  const entries: Record<string, string> = {};
  const keep = ([key, value]: readonly string[]) => {
    entries[key] = (value ?? '').trim();
  };
  await readCsv(bytes, file, keep, keep);
  return entries;
}

async function readComments(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
): Promise<ReadonlyMap<number, Comment>> {
  const comments = new Map<number, Comment>();
  const lines = new Map<number, number>();
  let columns: readonly number[] = [];
  await readCsv(
    bytes,
    file,
    (header, line) => {
      columns = columnsOf(file, line, header, ['comment-id', 'comment-body'], ['moderated', 'is-meta']);
    },
    (cells, line) => {
      const [id, body, moderated, meta] = columns.map((column) => cells[column]);
      const number = wholeNumber(file, line, 'comment-id', id, largestNumber);
      const first = lines.get(number);
      if (first !== undefined) throw new InputError('statement-twice', { file, line, statement: id, first });
      lines.set(number, line);
      comments.set(number, { text: body.trim(), state: stateOf(file, line, moderated, meta) });
    },
  );
  return comments;
}

/** Polis shows what nobody has moderated yet (0): it is part of the debate like what was accepted (1). */
function stateOf(file: string, line: number, moderated?: string, meta?: string): Comment['state'] {
  if (moderated === '-1') return 'refused';
  if (moderated !== undefined && moderated !== '0' && moderated !== '1') {
    throw new InputError('number-wrong', { file, line, column: 'moderated', value: moderated });
  }
  return meta === 'true' || meta === '1' ? 'meta' : 'accepted';
}

async function readMatrix(bytes: AsyncIterable<Uint8Array>, file: string): Promise<Matrix> {
  const people = new Map<string, number>();
  const statements = new Map<number, number>();
  const groups = new Map<string, string>();
  const person: number[] = [];
  const statement: number[] = [];
  const value: number[] = [];
  const lines: number[] = [];
  const columns: number[] = [];
  let participant = 0;
  let group = -1;
  await readCsv(
    bytes,
    file,
    (header, line) => {
      [participant, group] = columnsOf(file, line, header, ['participant'], ['group-id']);
      for (const [column, name] of header.entries()) {
        if (!/^\d+$/.test(name)) continue;
        const number = wholeNumber(file, line, name, name, largestNumber);
        if (statements.has(number)) throw new InputError('header-twice', { file, line, column: name });
        statements.set(number, columns.length);
        columns.push(column);
      }
      if (columns.length === 0) throw new InputError('votes-missing', { file });
    },
    (cells, line) => {
      const id = cells[participant];
      if (id === '') throw new InputError('cell-empty', { file, line, column: 'participant' });
      if (people.has(id)) {
        const first = lines[people.get(id)!];
        throw new InputError('participant-twice', { file, line, participant: id, first });
      }
      const place = placeOf(people, id);
      lines.push(line);
      if (group !== -1 && cells[group] !== '') groups.set(id, cells[group]);
      for (const [claim, column] of columns.entries()) {
        if (cells[column] === '') continue;
        person.push(place);
        statement.push(claim);
        value.push(voteIn(file, line, cells[column]));
      }
    },
  );
  if (value.length === 0) throw new InputError('votes-missing', { file });
  return { people, statements, person, statement, value, groups };
}

async function readLog(bytes: AsyncIterable<Uint8Array>, file: string, matrix?: Matrix): Promise<Log> {
  const people = new Map<string, number>();
  const statements = new Map<number, number>();
  const person: number[] = [];
  const statement: number[] = [];
  const value: number[] = [];
  const time: number[] = [];
  let columns: readonly number[] = [];
  await readCsv(
    bytes,
    file,
    (header, line) => {
      columns = columnsOf(file, line, header, ['timestamp', 'comment-id', 'voter-id', 'vote']);
    },
    (cells, line) => {
      const [at, claim, participant, vote] = columns.map((column) => cells[column]);
      if (participant === '') throw new InputError('cell-empty', { file, line, column: 'voter-id' });
      if (matrix && !matrix.people.has(participant)) {
        const other = 'participants-votes.csv';
        throw new InputError('participant-unknown', { file, line, participant, other });
      }
      time.push(wholeNumber(file, line, 'timestamp', at, latestTime));
      const number = wholeNumber(file, line, 'comment-id', claim, largestNumber);
      if (!statements.has(number)) statements.set(number, statements.size);
      statement.push(statements.get(number)!);
      person.push(placeOf(people, participant));
      value.push(voteIn(file, line, vote));
    },
  );
  if (value.length === 0) throw new InputError('votes-missing', { file });
  return { people, statements, person, statement, value, time };
}

const largestNumber = 2 ** 31 - 1;
/** The last moment that a date can name, in milliseconds. */
const latestTime = 8.64e15;

function wholeNumber(file: string, line: number, column: string, cell: string, largest: number): number {
  const number = Number(cell);
  if (!/^\d{1,16}$/.test(cell) || number > largest) {
    throw new InputError('number-wrong', { file, line, column, value: cell });
  }
  return number;
}

/** The last vote of each person on each statement; equal times with unequal votes make a pass. */
function lastVotes(log: Log): { ballots: Ballots; superseded: number } {
  const person: number[] = [];
  const statement: number[] = [];
  const value: number[] = [];
  const kept = new Int32Array(log.statements.size).fill(-1);
  const time = new Float64Array(log.statements.size);
  for (const event of byPerson(log.person, log.people.size)) {
    const claim = log.statement[event];
    const at = log.time[event];
    const place = kept[claim];
    if (place === -1 || person[place] !== log.person[event]) {
      kept[claim] = person.length;
      time[claim] = at;
      person.push(log.person[event]);
      statement.push(claim);
      value.push(log.value[event]);
    } else if (at > time[claim]) {
      time[claim] = at;
      value[place] = log.value[event];
    } else if (at === time[claim] && value[place] !== log.value[event]) {
      value[place] = 0;
    }
  }
  const { people, statements } = log;
  return {
    ballots: { people, statements, person, statement, value },
    superseded: log.value.length - value.length,
  };
}

/** Statements by rising number, and for each number of the ballots its place among them (-1: not listed). */
function listStatements(
  ballots: Ballots,
  comments: ReadonlyMap<number, Comment> | undefined,
  numbered: (number: number) => Texts,
): { statements: Debate['statements']; placed: Int32Array; unseen: number } {
  const voted = new Set<number>();
  const numbers = [...ballots.statements.keys()];
  for (let vote = 0; vote < ballots.statement.length; vote++) voted.add(numbers[ballots.statement[vote]]);

  const listed = [...(comments?.keys() ?? numbers)].sort((a, b) => a - b);
  const entered = listed.filter((number) => voted.has(number) || comments?.get(number)?.state !== 'refused');
  const latin = latinLanguageOf([...(comments?.values() ?? [])].map(({ text }) => text));
  const statements = entered.map((number) => {
    const comment = comments?.get(number);
    const text = comment?.text ?? '';
    const texts = text === '' ? numbered(number) : { [languageOf(text, latin)]: text };
    return { number, texts, state: comment?.state ?? ('accepted' as const) };
  });

  const placed = new Int32Array(numbers.length).fill(-1);
  for (const [place, number] of entered.entries()) {
    const index = ballots.statements.get(number);
    if (index !== undefined) placed[index] = place;
  }
  return { statements, placed, unseen: listed.length - entered.length };
}

function sortedIds(people: ReadonlyMap<string, number>): { ids: string[]; rank: Int32Array } {
  const ids = [...people.keys()].sort(byNumberThenCodeUnit);
  const rank = new Int32Array(ids.length);
  for (const [place, id] of ids.entries()) rank[people.get(id)!] = place;
  return { ids, rank };
}

function byNumberThenCodeUnit(a: string, b: string): number {
  const integers = [a, b].map((id) => /^(0|[1-9]\d*)$/.test(id));
  if (integers[0] !== integers[1]) return integers[0] ? -1 : 1;
  if (integers[0] && a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Votes by person, then by statement; those on statements that are not listed left out. */
function canonicalVotes(
  ballots: Ballots,
  rank: Int32Array,
  placed: Int32Array,
  statements: number,
): Debate['votes'] {
  const listed: number[] = [];
  for (let vote = 0; vote < ballots.value.length; vote++) {
    if (placed[ballots.statement[vote]] !== -1) listed.push(vote);
  }
  const byStatement = byPerson(
    listed.map((vote) => placed[ballots.statement[vote]]),
    statements,
  );
  const inOrder = Array.from(byStatement, (k) => listed[k]);
  const order = byPerson(
    inOrder.map((vote) => rank[ballots.person[vote]]),
    rank.length,
  );
  const votes = Array.from(order, (k) => inOrder[k]);
  return {
    person: Int32Array.from(votes, (vote) => rank[ballots.person[vote]]),
    statement: Int32Array.from(votes, (vote) => placed[ballots.statement[vote]]),
    value: Int8Array.from(votes, (vote) => ballots.value[vote]),
  };
}

/** Pairs of person and statement on which log and matrix differ, or that only one of them has. */
function contradictions(ballots: Ballots, matrix: Matrix): number {
  const ids = [...ballots.people.keys()];
  const numbers = [...ballots.statements.keys()];
  const width = matrix.statements.size;
  const cells = new Map<number, number>();
  for (let vote = 0; vote < matrix.value.length; vote++) {
    cells.set(matrix.person[vote] * width + matrix.statement[vote], matrix.value[vote]);
  }
  let common = 0;
  let agreed = 0;
  for (let vote = 0; vote < ballots.value.length; vote++) {
    const claim = matrix.statements.get(numbers[ballots.statement[vote]]);
    if (claim === undefined) continue;
    const cell = cells.get(matrix.people.get(ids[ballots.person[vote]])! * width + claim);
    if (cell !== undefined) common++;
    if (cell === ballots.value[vote]) agreed++;
  }
  return cells.size + ballots.value.length - common - agreed;
}

function daysOf(time: readonly number[]): { from: string; to: string } {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const at of time) {
    first = Math.min(first, at);
    last = Math.max(last, at);
  }
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  return { from: day(first), to: day(last) };
}
