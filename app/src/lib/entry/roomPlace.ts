import type { RoomState } from '#lib/room/roomState.ts';

/**
 * What of the room's state a phone shows, in one word: while it stays the same, so does the screen. `own`
 * while no séance is live and everybody answers at her own pace.
 *
 * @example roomPlace(state) // '1.2.k7vd2m9xqa.open'
 */
export function roomPlace(state: Pick<RoomState, 'seance' | 'voting'> | undefined): string {
  const seance = state?.seance;
  if (!seance) return state?.voting === false ? 'closed' : 'own';
  const { statement, revealed, figures, evening } = seance;
  return [
    seance.number,
    seance.moment,
    statement?.id ?? seance.kind,
    statement?.open ? 'open' : 'shut',
    ...(revealed ? ['shown', figures?.people ?? 0] : []),
    ...(evening === undefined ? [] : ['evening', evening]),
  ].join('.');
}
