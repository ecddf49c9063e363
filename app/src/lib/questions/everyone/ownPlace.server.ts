import { type Released, reopen } from '@abord/release';
import { latestRelease } from '#lib/store/latestRelease.ts';
import type { Database } from '#lib/store/schema.ts';
import type { EveryoneRelease } from './release.ts';

/** Where one person stands in the picture that a release draws, no more exactly than its marks. */
export interface OwnPlace {
  readonly release: Released<EveryoneRelease>;
  readonly shape: 'line' | 'camps';
  /** An end, `between` or a camp; nothing where the release shows no group that she is in. */
  readonly segment?: string;
  /** Id of the mark that stands for her and at least four others. */
  readonly mark?: string;
}

/**
 * Where the holder of this ballot stands in the release of `everyone` that stands now, for her alone: it
 * asks the sets that the box keeps behind released cells which of them she is in, and computes nothing.
 * Without a segment where she was not there yet, or where the gate hides her group; nothing where no line
 * and no camps are drawn. Linear in the ballots of the release.
 */
export async function ownPlace(db: Database, inquiry: string, ballot: string): Promise<OwnPlace | undefined> {
  const latest = await latestRelease(db, inquiry, 'everyone');
  if (!latest) return undefined;
  const release = reopen<EveryoneRelease>(latest.bytes, latest.hash);
  const shape = release.tables.debate.cells[0]?.shape;
  if (shape !== 'line' && shape !== 'camps') return undefined;
  const { ballots } = await db
    .selectFrom('release')
    .select('ballots')
    .where('inquiry', '=', inquiry)
    .where('question', '=', 'everyone')
    .where('number', '=', latest.number)
    .executeTakeFirstOrThrow();
  const person = (JSON.parse(ballots) as string[]).indexOf(ballot);
  if (person < 0) return { release, shape };
  const cells = await db
    .selectFrom('release_cell')
    .select(['in_table', 'cell', 'members'])
    .where('inquiry', '=', inquiry)
    .where('question', '=', 'everyone')
    .where('number', '=', latest.number)
    .where('in_table', 'in', ['segments', 'marks'])
    .execute();
  const own = cells.filter(({ members }) => members[person >> 3] & (1 << (person & 7)));
  const segment = own.find(({ in_table }) => in_table === 'segments')?.cell;
  const mark = own.find(({ in_table }) => in_table === 'marks')?.cell;
  return { release, shape, ...(segment !== undefined && { segment }), ...(mark !== undefined && { mark }) };
}
