import type { House } from './house.ts';
import type { Hat } from './lib/host/access/rights.ts';
import type { Visitor } from './lib/host/access/visitorOf.ts';
import type { Actor } from './lib/host/log/mutations.server.ts';

declare global {
  namespace App {
    interface Locals {
      house: House;
      lang: 'fr' | 'en';
      /** Whoever is signed in: known on routes under /host only. */
      visitor: Visitor | undefined;
      /** What she may be here. */
      hats: readonly Hat[];
      /** Who she is for the log; nothing at the door. */
      actor: Actor | undefined;
    }
  }
}
