import type { House } from './house.ts';

declare global {
  namespace App {
    interface Locals {
      house: House;
      lang: 'fr' | 'en';
      /** Whoever asks may host: known on routes under /host only. */
      host: boolean;
    }
  }
}
