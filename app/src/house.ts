import type { IncomingMessage } from 'node:http';
import type { Engine } from './engine.ts';
import type { Letters } from './lib/entry/roster/letters.ts';
import type { Guide } from './lib/questions/everyone/next.server.ts';
import type { References } from './lib/references/openReferences.ts';
import type { Rooms } from './lib/room/rooms.ts';
import type { Roster } from './lib/store/openRoster.ts';
import type { Store } from './lib/store/openStore.ts';

/** What a running instance holds, handed to every request; no module keeps a connection of its own. */
export interface House {
  readonly store: Store;
  /** Everything that has a name; nothing on a PostgreSQL database that was started without one for it. */
  readonly roster: Roster | undefined;
  /** Sends letters to people of the roster, where there is one. */
  readonly letters: Letters | undefined;
  readonly engine: Engine;
  readonly rooms: Rooms;
  readonly guide: Guide;
  /** Published lists of jobs, as they were added beside the box; those of Abord alone where none was. */
  readonly references: References;
  readonly settings: {
    /** The address that readers use, where it differs from the one this machine listens on. */
    readonly publicUrl: URL | undefined;
    /** The data folder of this node: published lists that were added to it stand there. */
    readonly data: string;
  };
}

const key = Symbol.for('abord.house');

/** Lets the pages, which are built apart, find the house that a request came to. */
export function enterHouse(request: IncomingMessage, house: House): void {
  Object.assign(request, { [key]: house });
}

/** The house that a request came to. */
export function houseOf(request: IncomingMessage): House {
  return (request as IncomingMessage & { [key]: House })[key];
}
