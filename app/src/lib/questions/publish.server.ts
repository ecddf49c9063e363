import { canonicalJson, type Frozen, minimum } from '@abord/release';
import { keepWithheld } from '#lib/store/keepWithheld.ts';
import { latestRelease, type StoredRelease } from '#lib/store/latestRelease.ts';
import { readBehind } from '#lib/store/readBehind.ts';
import { saveNextRelease } from '#lib/store/saveNextRelease.ts';
import type { Database } from '#lib/store/schema.ts';

/** The answer that stands after somebody asked to publish. */
export interface Published {
  readonly number: number;
  readonly hash: string;
  /** People who wait, in steps of five, until so many have come that nobody can be told by the difference. */
  readonly waiting: number;
  /** Whether it shows any figure. */
  readonly heard: boolean;
  /** Whether it is an earlier answer, which stays. */
  readonly stays: boolean;
}

/** What the gate froze, and what its indices speak of: person of the release → what stands for her in the box. */
export interface Ready {
  readonly frozen: Frozen;
  readonly ballots: readonly string[];
}

/** A question whose answer is published. */
export interface Asked {
  readonly inquiry: string;
  readonly question: string;
  /** The table of its release that counts everybody. */
  readonly whole: string;
  /** People say all of it at once, and few come back: whoever does is told by the difference. */
  readonly saidOnce?: true;
}

/**
 * Publishes what the gate froze of a question, so that the same answers are one release, whoever publishes and how
 * often. `freeze` reads the box and asks the gate, beside everything that was shown before; it is asked again where
 * another node has published meanwhile. Where the difference to an earlier release would tell too few people, that
 * one stays; of what is `saidOnce`, also where nobody is new. `beside` is a release of another question that speaks of the same moment and is kept in the same
 * transaction; where its whole would tell who came between, its older one stays.
 */
export async function publish(
  db: Database,
  asked: Asked,
  freeze: () => Promise<Ready & { readonly beside?: Ready }>,
  besideAs?: Omit<Asked, 'inquiry'>,
): Promise<Published> {
  const { inquiry, question, whole } = asked;
  for (;;) {
    // Read first: what is saved must follow the very release that it was checked against.
    const stands = await latestRelease(db, inquiry, question);
    const besideStands = besideAs && (await latestRelease(db, inquiry, besideAs.question));
    // Of ballots that were erased for good nothing more can be said than what was said.
    if (stands && (await isErased(db, inquiry))) {
      return { number: stands.number, hash: stands.hash, waiting: 0, heard: true, stays: true };
    }
    const { frozen, ballots, beside: other } = await freeze();
    const { hash, waiting } = frozen;
    const said = { waiting, heard: frozen.behind.length > 0 };
    const day = new Date().toISOString().slice(0, 10);
    const beside =
      besideAs &&
      other &&
      !tellsWhoCame(other.frozen, besideAs.whole) &&
      other.frozen.hash !== besideStands?.hash
        ? [
            {
              release: { inquiry, question: besideAs.question, ...other, day },
              after: besideStands?.number ?? 0,
            },
          ]
        : [];
    if (stands?.hash === hash) {
      // The answer is as it was; headcounts may have come since. Who else came in waits for the next one.
      if (!other?.frozen.refused.some(({ reason }) => reason === 'step')) {
        for (const { release, after } of beside) await saveNextRelease(db, release, after);
      }
      return { ...said, number: stands.number, hash, stays: false };
    }
    const withheld =
      stands &&
      (tellsWhoCame(frozen, whole) ||
        (asked.saidOnce && (await tellsWhoChanged(db, asked, stands, { frozen, ballots }))));
    if (withheld) {
      // Where nobody is new, at least somebody has changed what she said.
      const waits = Math.max(waiting, minimum.floor);
      await keepWithheld(db, { inquiry, question, after: stands.number, waiting: waits, day });
      return { number: stands.number, hash: stands.hash, waiting: waits, heard: true, stays: true };
    }
    const release = { inquiry, question, frozen, ballots, day };
    const number = await saveNextRelease(db, release, stands?.number ?? 0, beside);
    // Where another node has just taken this number the check is to be made again.
    if (number !== undefined) return { ...said, number, hash, stays: false };
  }
}

/** Would everybody, counted anew, tell who came since? */
function tellsWhoCame({ refused }: Frozen, whole: string): boolean {
  return refused.some(({ table, reason }) => table === whole && reason === 'step');
}

/** Would the same people be shown other figures? */
async function tellsWhoChanged(
  db: Database,
  { inquiry, question, whole }: Asked,
  stands: StoredRelease,
  { frozen, ballots }: Ready,
): Promise<boolean> {
  const before = await readBehind(db, { inquiry, question, number: stands.number, table: whole });
  const now = new Set(
    frozen.behind
      .filter(({ table }) => table === whole)
      .flatMap(({ people }) => Array.from(people, (p) => ballots[p])),
  );
  if (before.size !== now.size || ![...before].every((ballot) => now.has(ballot))) return false;
  const [older, newer] = [stands.bytes, frozen.bytes].map((bytes) =>
    JSON.parse(new TextDecoder().decode(bytes)),
  );
  return canonicalJson(older.tables) !== canonicalJson(newer.tables);
}

async function isErased(db: Database, inquiry: string): Promise<boolean> {
  const row = await db
    .selectFrom('inquiry')
    .select('erased_day')
    .where('id', '=', inquiry)
    .executeTakeFirst();
  return row !== undefined && row.erased_day !== null;
}
