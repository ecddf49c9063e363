import type { House } from './house.ts';

declare global {
  namespace App {
    interface Locals {
      house: House;
      lang: 'fr' | 'en';
    }
  }
}
