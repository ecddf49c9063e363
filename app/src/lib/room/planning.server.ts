import type { Database } from '#lib/store/schema.ts';
import type { Announcement } from './announcement.ts';
import type { NotDone } from './mutations.server.ts';
import { begin } from './progress.ts';
import type { Script } from './script.ts';

/** Why a plan stays as it is: also `live`, since the script of a séance under way is not rewritten. */
export type NotPlanned = Extract<NotDone, 'unknown-seance' | 'changed'> | 'live';

/** Changes what is announced of a séance. The last announcement stands, whoever else was at it. */
export async function changeAnnouncement(
  db: Database,
  inquiry: string,
  number: number,
  announcement: Announcement,
): Promise<NotPlanned | undefined> {
  const { title, guest, place, starts, zone, minutes } = announcement;
  const { numUpdatedRows } = await db
    .updateTable('seance')
    .set(({ eb }) => ({
      title: JSON.stringify(title),
      guest: JSON.stringify(guest),
      place: JSON.stringify(place),
      starts,
      zone,
      minutes,
      version: eb('version', '+', 1),
    }))
    .where('inquiry', '=', inquiry)
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 0n ? 'unknown-seance' : undefined;
}

/**
 * Changes the script of a séance that is not live, from the version that the host saw: had somebody else
 * changed it since, nothing changes and she looks again.
 */
export async function changeScript(
  db: Database,
  change: {
    readonly inquiry: string;
    readonly number: number;
    readonly seen: number;
    readonly script: Script;
  },
): Promise<NotPlanned | undefined> {
  const { inquiry, number, seen, script } = change;
  const { numUpdatedRows } = await db
    .updateTable('seance')
    .set({
      script: JSON.stringify(script),
      progress: JSON.stringify(begin(script, 0)),
      version: seen + 1,
    })
    .where('inquiry', '=', inquiry)
    .where('number', '=', number)
    .where('version', '=', seen)
    .where('state', '!=', 'live')
    .executeTakeFirstOrThrow();
  if (numUpdatedRows > 0n) return undefined;
  const seance = await db
    .selectFrom('seance')
    .select('state')
    .where('inquiry', '=', inquiry)
    .where('number', '=', number)
    .executeTakeFirst();
  if (!seance) return 'unknown-seance';
  return seance.state === 'live' ? 'live' : 'changed';
}
