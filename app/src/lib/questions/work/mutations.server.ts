import { type NotSaid, say, unsay } from '#lib/entry/said/mutations.server.ts';
import type { Database } from '#lib/store/schema.ts';
import { checkedWork, type WorkFault } from './checkedWork.ts';
import type { WorkSaid } from './schema.ts';

/** Why it is not kept. */
export type NotKept = Exclude<NotSaid, 'refused'> | WorkFault;

/**
 * Keeps what the holder of this secret says of her work. `change` gives the whole of it from what stood before, and
 * whatever it gives is checked.
 */
export async function sayWork(
  db: Database,
  whose: { readonly inquiry: string; readonly secret: string },
  change: (before: WorkSaid | undefined) => unknown,
): Promise<NotKept | undefined> {
  let fault: WorkFault = 'malformed';
  const refused = await say<WorkSaid>(db, { ...whose, question: 'work' }, (before) => {
    const checked = checkedWork(change(before));
    if (checked.fault === undefined) return checked.said;
    fault = checked.fault;
    return undefined;
  });
  return refused === 'refused' ? fault : refused;
}

/** Takes back all that she said of her work. Says whether there was anything. */
export function eraseWork(db: Database, inquiry: string, secret: string): Promise<boolean> {
  return unsay(db, { inquiry, secret, question: 'work' });
}
