import type { RoomState } from '#lib/room/roomState.ts';
import { m } from '#lib/words/messages.js';

/** What happens in the room at this moment, in two words. */
export function momentNow(seance: NonNullable<RoomState['seance']>, lang: 'fr' | 'en'): string {
  const locale = { locale: lang };
  if (seance.kind !== 'vote') return m[`seance_run_${seance.kind}`]({}, locale);
  if (seance.revealed) return m.seance_run_vote_revealed({}, locale);
  return seance.statement?.open ? m.seance_run_vote_open({}, locale) : m.seance_run_vote_closed({}, locale);
}
