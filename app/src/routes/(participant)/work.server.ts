import { redirect } from '@sveltejs/kit';
import { readOwnWork } from '#lib/questions/work/data.server.ts';
import type { Fault } from '#lib/questions/work/faultText.ts';
import { sayWork } from '#lib/questions/work/mutations.server.ts';
import type { WorkSaid } from '#lib/questions/work/schema.ts';
import { secretHash } from '#lib/store/secretHash.ts';
import { telling } from './limits.server.ts';
import { type OwnRoom, ownRoomOf } from './room.server.ts';

export interface WorkRoom extends OwnRoom {
  /** What the visitor has said of her work so far. */
  readonly said: WorkSaid | undefined;
}

type Event = Parameters<typeof ownRoomOf>[0] & { readonly request: Request };

/**
 * The room of somebody who says something of her work; where it is not asked, or no longer, she is sent on. Who sends
 * what she said once it is closed is told so by `tell`, with what she sent.
 */
export async function workRoomOf(event: Event): Promise<WorkRoom> {
  const room = await ownRoomOf(event);
  if (!room.inquiry.questions.includes('work')) redirect(303, `${room.base}/vote`);
  if (room.inquiry.state !== 'open' && event.request.method !== 'POST') redirect(303, `${room.base}/end`);
  return { ...room, said: await readOwnWork(room.db, room.inquiry.id, room.secret) };
}

/** The same for the steps after the first; who has said nothing, or has erased it, is sent to that. */
export async function saidRoomOf(event: Event): Promise<WorkRoom & { readonly said: WorkSaid }> {
  const room = await workRoomOf(event);
  const { said } = room;
  if (!said) redirect(303, `${room.base}/work`);
  return { ...room, said };
}

/** Keeps one step; or what was wrong with it, as the status of the page and the fault that it says. */
export async function tell(
  { db, inquiry, secret, base }: OwnRoom,
  change: (before: WorkSaid | undefined) => WorkSaid,
): Promise<{ readonly status: number; readonly fault: Fault } | undefined> {
  if (!telling.allow(secretHash(secret), Date.now())) return { status: 429, fault: 'busy' };
  const fault = await sayWork(db, { inquiry: inquiry.id, secret }, change);
  if (fault === 'unknown-ballot') redirect(303, base);
  return fault && { status: fault === 'closed' ? 409 : 400, fault };
}
