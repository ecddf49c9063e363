import { redirect } from '@sveltejs/kit';
import { type OwnRoom, ownRoomOf } from './room.server.ts';

type Event = Parameters<typeof ownRoomOf>[0] & { readonly request: Request };

/**
 * The room of somebody who says what AI gives or costs her; where it is not asked, or no longer, she is sent on. Who
 * sends what she said once it is closed is told so, with what she sent.
 */
export async function gainsRoomOf(event: Event): Promise<OwnRoom> {
  const room = await ownRoomOf(event);
  if (!room.inquiry.questions.includes('gains')) redirect(303, `${room.base}/vote`);
  if (room.inquiry.state !== 'open' && event.request.method !== 'POST') redirect(303, `${room.base}/end`);
  return room;
}
