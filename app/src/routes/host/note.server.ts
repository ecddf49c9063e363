import { type Deed, noteAct } from '#lib/host/log/mutations.server.ts';
import { today } from './today.ts';

/** Writes into the log what whoever asks has just done: `await note(locals, { act: 'opened', inquiry })`. */
export function note({ house, actor }: App.Locals, deed: Omit<Deed, 'today'>): Promise<void> {
  return noteAct(house.roster?.db, actor!, { ...deed, today: today() });
}
