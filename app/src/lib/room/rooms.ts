import type { Store } from '#lib/store/openStore.ts';
import { countAnswers } from './answers.server.ts';
import { presence } from './presence.ts';
import { type RoomBasis, readRoom, roomStateOf } from './roomState.server.ts';
import type { RoomState } from './roomState.ts';

/** Milliseconds after which a state is made anew though nobody said that something changed. */
const STALE = 1_000;

/** The rooms of one node: what each is told. */
export interface Rooms {
  /** What everybody in this room may know now; nothing where nobody joins by this code. */
  state(code: string): Promise<RoomState | undefined>;
  /** Says that something of this inquiry changed: its séance, its statements, votes. */
  changed(inquiry: string): void;
  /** Says that somebody is in the room; `visitor` is a ballot's secret, and only its hash stays, in memory. */
  seen(code: string, visitor: string): void;
  /** Ends the streams. */
  close(): Promise<void>;
}

interface Room {
  readonly basis: RoomBasis;
  readonly told: Omit<RoomState, 'version'>;
  readonly version: number;
  readonly made: number;
}

/** Starts with no room: one is read when somebody first asks for it. */
export function startRooms({ store }: { readonly store: Store }): Rooms {
  const { db } = store;
  const here = presence();
  const rooms = new Map<string, Room>();
  const stale = new Set<string>();
  const making = new Map<string, Promise<Room | undefined>>();

  async function make(code: string): Promise<Room | undefined> {
    stale.delete(code);
    const basis = await readRoom(db, code);
    if (!basis) {
      rooms.delete(code);
      return undefined;
    }
    const { agree, disagree, pass } = basis.statement
      ? await countAnswers(db, basis.inquiry, basis.statement.id)
      : { agree: 0, disagree: 0, pass: 0 };
    const now = Date.now();
    const known = { people: here.people(code, now), answered: agree + disagree + pass };
    const told = roomStateOf(basis, known, now);
    const before = rooms.get(code);
    const version = !before
      ? now
      : same(before, { basis, told })
        ? before.version
        : Math.max(now, before.version + 1);
    const room = { basis, told, version, made: now };
    rooms.set(code, room);
    return room;
  }

  async function current(code: string): Promise<Room | undefined> {
    for (;;) {
      const room = rooms.get(code);
      if (room && !stale.has(code) && Date.now() < room.made + STALE) return room;
      let made = making.get(code);
      if (!made) {
        made = make(code).finally(() => making.delete(code));
        making.set(code, made);
      }
      if (!(await made)) return undefined;
    }
  }

  return {
    async state(code) {
      const room = await current(code);
      return room && { version: room.version, ...roomStateAt(room, Date.now()) };
    },
    changed(inquiry) {
      for (const [code, { basis }] of rooms) if (basis.inquiry === inquiry) stale.add(code);
    },
    seen(code, visitor) {
      here.seen(code, visitor, Date.now());
    },
    async close() {},
  };
}

/** The clock runs on while a state is kept. */
function roomStateAt({ told, made }: Room, now: number): Omit<RoomState, 'version'> {
  const { seance } = told;
  if (seance?.left === undefined || seance.paused) return told;
  return { ...told, seance: { ...seance, left: Math.max(0, seance.left - (now - made)) } };
}

/** Two states that differ in the running clock alone are the same. */
function same(a: Pick<Room, 'basis' | 'told'>, b: Pick<Room, 'basis' | 'told'>): boolean {
  const still = ({ basis, told }: typeof a) =>
    JSON.stringify([basis.seance?.version, told], (key, value) => (key === 'left' ? undefined : value));
  return still(a) === still(b);
}
