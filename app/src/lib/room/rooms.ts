import type { ServerResponse } from 'node:http';
import { attempts } from '#lib/entry/attempts.ts';
import { releaseEveryone } from '#lib/questions/everyone/release.server.ts';
import type { Jobs } from '#lib/questions/jobs.ts';
import type { Store } from '#lib/store/openStore.ts';
import { tellNodes } from '#lib/store/tellNodes.ts';
import { type Counts, countAnswers } from './answers.server.ts';
import { presence, STAYS } from './presence.ts';
import { releaseTotal } from './release.server.ts';
import { type RoomBasis, readRoom, roomStateOf } from './roomState.server.ts';
import type { RoomFigures, RoomState } from './roomState.ts';
import { type Streams, streams } from './streams.ts';

/** Milliseconds after which what is told is made anew, and the least time between two events of a stream. */
const SECOND = 1_000;
/**
 * Milliseconds after which a room is read anew though nobody said that it changed, where other nodes are
 * heard; else every second.
 */
const UNTOLD = 10_000;
/** Milliseconds for which a change waits for others that come with it. */
const TOGETHER = 50;
/** Counting takes at most this share of a node's time. */
const COUNTING = 0.02;
/** Milliseconds between signs of life on a stream that says nothing. */
const HEARTBEAT = 20_000;
const MINUTE = 60_000;

/** The rooms of one node: what each is told. */
export interface Rooms {
  /** What everybody in this room may know now; nothing where nobody joins by this code. */
  state(code: string): Promise<RoomState | undefined>;
  /** Id of the inquiry that people join by this code; nothing where there is none. */
  inquiry(code: string): Promise<string | undefined>;
  /** Says that something of this inquiry changed, its séance or its statements: the next state tells it. */
  changed(inquiry: string): void;
  /** Says that somebody voted: it is counted within a second or two, whatever the number of votes. */
  voted(inquiry: string): void;
  /**
   * May this ballot vote in this room now, by whatever door? Counts the try. Else how many seconds to wait.
   * A person reads before she answers, a phone that was offline sends what it kept all at once, and three
   * theatres may vote at once: what comes faster is no people.
   */
  mayVote(code: string, visitor: string): true | number;
  /** Says that somebody is in the room; `visitor` is a ballot's secret, and only its hash stays, in memory. */
  seen(code: string, visitor: string): void;
  /**
   * Sends server-sent events on a response whose head has been sent: the state of now, then each new one, at
   * most one a second. Whoever shows a ballot's secret counts as being in the room while the stream lasts.
   */
  stream(code: string, response: ServerResponse, visitor: string | undefined): Promise<void>;
  /** Number of open streams. */
  listeners(): number;
  /** Ends the streams. */
  close(): void;
}

type Told = Omit<RoomState, 'version'>;

/** What the database said of a room. */
interface Found {
  readonly basis: RoomBasis;
  readonly counts: Counts | undefined;
  readonly figures: RoomFigures | undefined;
  /** Milliseconds on the process's clock when it was asked. */
  readonly at: number;
}

interface Made {
  readonly basis: RoomBasis;
  readonly told: Told;
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

interface Counted {
  readonly statement: string;
  readonly counts: Counts;
  /** Milliseconds on the process's clock: before this, the counts are good enough. */
  readonly until: number;
}

interface Room {
  found?: Found | undefined;
  made?: Made;
  making?: Promise<Made | undefined> | undefined;
  counted?: Counted;
  /** Something has changed since it was last read; since its votes were last counted. */
  stale: boolean;
  uncounted: boolean;
  /** The moment that shows the shape of the evening, as `séance/moment`, and what is published of it. */
  evening?: { readonly moment: string; number?: number } | undefined;
  readonly streams: Streams;
  /** Version that the streams were last told, and when, on the process's clock. */
  sent: number;
  sentAt: number;
  timer?: NodeJS.Timeout;
  /** When the timer rings, on the process's clock. */
  due: number;
  sending?: Promise<void> | undefined;
}

/** Starts with no room: one is read when somebody first asks for it. */
export function startRooms({
  store,
  engine,
  onVotes = () => {},
}: {
  readonly store: Store;
  readonly engine: Pick<Jobs, 'everyone'>;
  /** Is told of an inquiry in which there may be new votes. */
  onVotes?(inquiry: string): void;
}): Rooms {
  const { db } = store;
  const here = presence();
  const perBallot = attempts(60, MINUTE);
  const perRoom = attempts(3_000, SECOND);
  const rooms = new Map<string, Room>();
  let closed = false;
  let reported = '';

  function roomOf(code: string): Room {
    const known = rooms.get(code);
    if (known) return known;
    const room: Room = {
      stale: true,
      uncounted: true,
      streams: streams(() => {
        clearTimeout(room.timer);
        room.due = Number.POSITIVE_INFINITY;
      }),
      sent: 0,
      sentAt: Number.NEGATIVE_INFINITY,
      due: Number.POSITIVE_INFINITY,
    };
    rooms.set(code, room);
    return room;
  }

  async function current(code: string): Promise<Made | undefined> {
    const room = roomOf(code);
    for (;;) {
      const { made } = room;
      if (made && !room.stale && Date.now() < made.at + SECOND) return made;
      room.making ??= make(code, room).finally(() => {
        room.making = undefined;
      });
      if (!(await room.making)) {
        if (room.streams.size === 0) rooms.delete(code);
        return undefined;
      }
    }
  }

  async function make(code: string, room: Room): Promise<Made | undefined> {
    const begun = performance.now();
    const untold = store.news.heard && !room.uncounted ? UNTOLD : SECOND;
    if (!room.found || room.stale || begun >= room.found.at + untold) {
      // Somebody may have voted all the same, on a node that was not heard.
      if (!room.stale && store.dialect === 'postgres') room.uncounted = true;
      room.stale = false;
      room.found = undefined;
      const basis = await readRoom(db, code);
      if (!basis) return undefined;
      const counts = await count(room, basis);
      const figures =
        basis.seance?.progress.revealed && counts
          ? await releaseTotal(db, basis, counts, today())
          : undefined;
      room.found = { basis, counts, figures, at: begun };
    }
    const { basis, counts, figures } = room.found;
    const number = evening(room, basis);
    const now = Date.now();
    const told = roomStateOf(
      basis,
      {
        people: here.people(code, now),
        answered: counts ? counts.agree + counts.disagree + counts.pass : 0,
        ...(figures && { figures }),
        ...(number !== undefined && { evening: number }),
      },
      now,
    );
    const before = room.made;
    const version =
      before && same(before, { basis, told }) ? before.version : Math.max(now, (before?.version ?? 0) + 1);
    room.made = { basis, told, version, at: now };
    return room.made;
  }

  /** The answers to the statement of the moment: counted anew when there may be others, and it is time. */
  async function count(room: Room, { inquiry, statement }: RoomBasis): Promise<Counts | undefined> {
    if (!statement) return undefined;
    const before = room.counted?.statement === statement.id ? room.counted : undefined;
    const begun = performance.now();
    if (before && (!room.uncounted || begun < before.until)) return before.counts;
    room.uncounted = false;
    const counts = await countAnswers(db, inquiry, statement.id);
    const took = performance.now() - begun;
    room.counted = { statement: statement.id, counts, until: begun + took / COUNTING };
    return counts;
  }

  /** Number of the release that shows the shape of the evening: made once when its moment comes. */
  function evening(room: Room, { inquiry, seance }: RoomBasis): number | undefined {
    const moment = seance?.script[seance.progress.moment];
    if (!seance || moment?.kind !== 'reveal' || !moment.shape) {
      room.evening = undefined;
      return undefined;
    }
    const key = `${seance.number}/${seance.progress.moment}`;
    if (room.evening?.moment === key) return room.evening.number;
    const shown: Room['evening'] = { moment: key };
    room.evening = shown;
    releaseEveryone(store, inquiry, engine).then(
      ({ number }) => {
        shown.number = number;
        changed(inquiry);
      },
      (error) => {
        if (room.evening === shown) room.evening = undefined;
        report(error);
      },
    );
    return undefined;
  }

  /** Something may have changed in an inquiry, or in any: whoever listens is told soon, others within a second. */
  function heard(inquiry?: string): void {
    for (const [code, room] of roomsOf(inquiry)) {
      room.uncounted = true;
      soon(code, room, TOGETHER);
      if (!inquiry && room.made) onVotes(room.made.basis.inquiry);
    }
    if (inquiry) onVotes(inquiry);
  }

  function* roomsOf(inquiry?: string): Generator<[string, Room]> {
    for (const [code, room] of rooms) {
      // One that is just being read may be this inquiry's.
      if (!inquiry || !room.made || room.made.basis.inquiry === inquiry) yield [code, room];
    }
  }

  function changed(inquiry: string): void {
    for (const [, room] of roomsOf(inquiry)) room.stale = true;
    heard(inquiry);
    tellNodes(db, [inquiry]).catch(report);
  }

  /** Tells the streams in `delay` milliseconds, or when a second has passed since the last event. */
  function soon(code: string, room: Room, delay: number): void {
    if (closed || room.streams.size === 0 || room.sending) return;
    const now = performance.now();
    const due = Math.max(now + delay, room.sentAt + SECOND);
    if (room.due <= due) return;
    clearTimeout(room.timer);
    room.due = due;
    room.timer = setTimeout(() => {
      room.due = Number.POSITIVE_INFINITY;
      room.sending = tell(code, room)
        .catch(report)
        .finally(() => {
          room.sending = undefined;
          soon(code, room, room.stale ? TOGETHER : room.uncounted ? untilCounting(room) : SECOND);
        });
    }, due - now);
  }

  /** Milliseconds until its votes may be counted. */
  function untilCounting({ counted }: Room): number {
    return Math.min(SECOND, Math.max(TOGETHER, (counted?.until ?? 0) - performance.now()));
  }

  async function tell(code: string, room: Room): Promise<void> {
    if (room.uncounted) room.stale = true;
    const made = await current(code);
    if (!made) return room.streams.end();
    if (made.version !== room.sent) {
      room.sent = made.version;
      room.sentAt = performance.now();
      await room.streams.send(eventOf(made));
    } else if (performance.now() >= room.sentAt + HEARTBEAT) {
      room.sentAt = performance.now();
      await room.streams.send(SIGN_OF_LIFE);
    }
  }

  /** To whoever runs the instance, once a fault; rooms go on with what they last knew. */
  function report(error: unknown): void {
    const { code = '', message } = error as { code?: string; message: string };
    if (closed || message === reported) return;
    reported = message;
    process.emitWarning(`a room could not be read: ${message}`, { type: 'AbordRoom', code });
  }

  const stopHearing = store.news.hear(heard);

  return {
    async state(code) {
      const made = await current(code);
      return made && stateOf(made);
    },
    async inquiry(code) {
      const made = rooms.get(code)?.made ?? (await current(code));
      return made?.basis.inquiry;
    },
    changed,
    voted: heard,
    mayVote(code, visitor) {
      const now = performance.now();
      if (!perBallot.allow(`${code} ${visitor}`, now)) return 30;
      return perRoom.allow(code, now) || 1;
    },
    seen(code, visitor) {
      here.seen(code, visitor, Date.now());
    },
    async stream(code, response, visitor) {
      const made = await current(code);
      if (!made || closed || response.destroyed) {
        response.end();
        return;
      }
      if (visitor !== undefined) {
        const present = () => here.seen(code, visitor, Date.now());
        present();
        const staying = setInterval(present, STAYS / 3).unref();
        response.once('close', () => clearInterval(staying));
      }
      const room = roomOf(code);
      response.write(`retry: ${1_000 + Math.floor(Math.random() * 4_000)}\n\n`);
      response.write(eventOf(made));
      room.streams.add(response);
      soon(code, room, SECOND);
    },
    listeners() {
      let open = 0;
      for (const { streams } of rooms.values()) open += streams.size;
      return open;
    },
    close() {
      closed = true;
      stopHearing();
      for (const room of rooms.values()) {
        clearTimeout(room.timer);
        room.streams.end();
      }
    },
  };
}

const SIGN_OF_LIFE = Buffer.from(':\n\n');

function eventOf(made: Made): Uint8Array {
  const state = stateOf(made);
  return Buffer.from(`id: ${state.version}\ndata: ${JSON.stringify(state)}\n\n`);
}

/** The clock runs on while a state is kept. */
function stateOf({ told, version, at }: Made): RoomState {
  const { seance } = told;
  if (seance?.left === undefined || seance.paused) return { version, ...told };
  const left = Math.max(0, seance.left - (Date.now() - at));
  return { version, ...told, seance: { ...seance, left } };
}

/** Two states that differ in the running clock alone are the same. */
function same(a: Pick<Made, 'basis' | 'told'>, b: Pick<Made, 'basis' | 'told'>): boolean {
  const still = ({ basis, told }: typeof a) =>
    JSON.stringify([basis.seance?.version, told], (key, value) => (key === 'left' ? undefined : value));
  return still(a) === still(b);
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
