import type { Door } from '#lib/entry/doorKeys.ts';
import { faultText } from './faultText.ts';
import type { Database } from './schema.ts';

/** The box learns of people who came in by a door only so many at a time. */
const STEP = 5;
/** Milliseconds after which it learns of them: among those who came meanwhile nobody is the fifth. */
const LATER = 60_000;

/** Counts by which door people come in, and nothing else of them. */
export interface DoorCounter {
  /** Somebody has come in. Never throws and keeps nobody waiting. */
  came(inquiry: string, door: Door): void;
  /** Lets the box know now. */
  rest(): Promise<void>;
}

/**
 * Counts people by the door they came through, in memory, and lets the box know of five at a time, a while after
 * they came: no count in it, in its journal or in a backup moves with one person, and none stands beside a ballot.
 * What is left under five when an instance stops is forgotten: counts say how many at least.
 */
export function doorCounter(db: Database): DoorCounter {
  const counts = new Map<string, { readonly inquiry: string; readonly door: Door; people: number }>();
  let timer: NodeJS.Timeout | undefined;

  async function rest(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    for (const count of counts.values()) {
      const people = count.people - (count.people % STEP);
      if (people === 0) continue;
      count.people -= people;
      const { inquiry, door } = count;
      await db
        .insertInto('door')
        .values({ inquiry, door, people })
        .onConflict((conflict) =>
          conflict.columns(['inquiry', 'door']).doUpdateSet(({ eb }) => ({
            people: eb('door.people', '+', people),
          })),
        )
        .execute()
        .catch((error) => console.error(faultText(error)));
    }
  }

  return {
    came(inquiry, door) {
      const key = `${inquiry} ${door}`;
      const count = counts.get(key) ?? { inquiry, door, people: 0 };
      count.people++;
      counts.set(key, count);
      timer ??= setTimeout(rest, LATER).unref();
    },
    rest,
  };
}
