import { baseOf, isKiosk } from '../../room.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = (event) => {
  // What a person said is on these pages: no device keeps them.
  event.setHeaders({ 'cache-control': 'no-store', vary: 'accept-language, cookie' });
  return { base: baseOf(event.params), code: event.params.code, kiosk: isKiosk(event) };
};
