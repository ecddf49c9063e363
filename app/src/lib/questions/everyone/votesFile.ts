import type { VoteArrays, VoteRow } from '@abord/opinion';
import { columnsOf } from '#lib/files/columnsOf.ts';
import { InputError } from '#lib/files/InputError.ts';
import { readCsv } from '#lib/files/readCsv.ts';
import { byPerson } from './byPerson.ts';

const values: Readonly<Record<string, VoteRow['vote']>> = { '1': 1, '-1': -1, '0': 0 };

/** A vote as files write it: 1 agree, -1 disagree, 0 pass. */
export function voteIn(file: string, line: number, cell: string): VoteRow['vote'] {
  if (!Object.hasOwn(values, cell)) throw new InputError('vote-unknown', { file, line, value: cell });
  return values[cell];
}

/**
 * Votes of a CSV file `participant,statement,vote`, in the order of the file.
 *
 * @throws InputError on anything that is not such a file, an unknown vote, a second vote by the same
 * participant on the same statement, or a file without a vote
 */
export async function readVotesFile(bytes: AsyncIterable<Uint8Array>, file: string): Promise<VoteArrays> {
  const people = new Map<string, number>();
  const statements = new Map<string, number>();
  const participant: number[] = [];
  const statement: number[] = [];
  const value: number[] = [];
  const lines: number[] = [];
  await readPairs(bytes, file, ['vote'], (person, claim, [cell], line) => {
    value.push(voteIn(file, line, cell));
    participant.push(placeOf(people, person));
    statement.push(placeOf(statements, claim));
    lines.push(line);
  });
  if (value.length === 0) throw new InputError('votes-missing', { file });
  const votes = {
    participants: [...people.keys()],
    statements: [...statements.keys()],
    participant,
    statement,
    value,
  };
  refuseSecondVote(file, votes, lines);
  return votes;
}

/** Rows of a CSV file `participant,statement` whose votes are to be predicted, in the order of the file. */
export async function readPairsFile(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
): Promise<{ participant: string; statement: string }[]> {
  const pairs: { participant: string; statement: string }[] = [];
  await readPairs(bytes, file, [], (participant, statement) => pairs.push({ participant, statement }));
  return pairs;
}

async function readPairs(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  further: readonly string[],
  pair: (participant: string, statement: string, further: readonly string[], line: number) => void,
): Promise<void> {
  let columns: readonly number[] = [];
  await readCsv(
    bytes,
    file,
    (header, line) => {
      columns = columnsOf(file, line, header, ['participant', 'statement', ...further]);
    },
    (cells, line) => {
      const [participant, statement, ...rest] = columns.map((column) => cells[column]);
      if (participant === '') throw new InputError('cell-empty', { file, line, column: 'participant' });
      if (statement === '') throw new InputError('cell-empty', { file, line, column: 'statement' });
      pair(participant, statement, rest, line);
    },
  );
}

/** The place of an id in the order of first sight. */
export function placeOf(places: Map<string, number>, id: string): number {
  const known = places.get(id);
  if (known !== undefined) return known;
  places.set(id, places.size);
  return places.size - 1;
}

function refuseSecondVote(file: string, votes: VoteArrays, lines: readonly number[]): void {
  const order = byPerson(votes.participant, votes.participants.length);
  const lastPerson = new Int32Array(votes.statements.length).fill(-1);
  const lastVote = new Int32Array(votes.statements.length);
  let second = -1;
  let first = -1;
  for (const vote of order) {
    const claim = votes.statement[vote];
    if (lastPerson[claim] === votes.participant[vote] && (second === -1 || vote < second)) {
      second = vote;
      first = lastVote[claim];
    }
    lastPerson[claim] = votes.participant[vote];
    lastVote[claim] = vote;
  }
  if (second === -1) return;
  throw new InputError('vote-twice', {
    file,
    line: lines[second],
    participant: votes.participants[votes.participant[second]],
    statement: votes.statements[votes.statement[second]],
    first: lines[first],
  });
}
