import { existsSync, readFileSync } from 'node:fs';
import { type VoteRow, type Votes, votesFrom } from '@abord/opinion';

const FOLDER = new URL('../../../shared/data/polis/', import.meta.url);

/** The open conversations that the benches read, smallest first. */
export const CONVERSATIONS = [
  'london.youth.policing',
  'brexit-consensus',
  'scoop-hivemind.biodiversity',
  'vtaiwan.uberx',
  'american-assembly.bowling-green',
] as const;

/**
 * Reads a Polis export folder for the benches: the event log where there is one (the last vote by
 * timestamp counts), else the final matrix. Every vote is kept, those on moderated statements included.
 */
export function conversation(name: string): Votes {
  const folder = new URL(`${name}/`, FOLDER);
  const matrix = records(readFileSync(new URL('participants-votes.csv', folder), 'utf8'));
  const statements = matrix[0].filter((title) => INTEGER.test(title));
  const log = new URL('votes.csv', folder);
  const rows = existsSync(log) ? lastVotes(records(readFileSync(log, 'utf8'))) : matrixVotes(matrix);
  return votesFrom(rows, { statements });
}

const INTEGER = /^[0-9]+$/;

function lastVotes([header, ...rows]: string[][]): VoteRow[] {
  const at = (name: string) => header.indexOf(name);
  const [time, comment, voter, vote] = [at('timestamp'), at('comment-id'), at('voter-id'), at('vote')];
  const latest = new Map<string, { time: number; row: VoteRow }>();
  for (const r of rows) {
    const key = `${r[voter]} ${r[comment]}`;
    const before = latest.get(key);
    if (before !== undefined && before.time > Number(r[time])) continue;
    const row = { participant: r[voter], statement: r[comment], vote: Number(r[vote]) as VoteRow['vote'] };
    latest.set(key, { time: Number(r[time]), row });
  }
  return Array.from(latest.values(), (entry) => entry.row);
}

function* matrixVotes([header, ...rows]: string[][]): Generator<VoteRow> {
  const participant = header.indexOf('participant');
  for (const r of rows) {
    for (let c = 0; c < header.length; c++) {
      if (!INTEGER.test(header[c]) || r[c] === '') continue;
      yield { participant: r[participant], statement: header[c], vote: Number(r[c]) as VoteRow['vote'] };
    }
  }
}

/** Fields of a CSV text (RFC 4180), empty lines left out. */
function records(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}
