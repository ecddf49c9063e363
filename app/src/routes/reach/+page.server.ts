import type { PageServerLoad } from './$types';
import { deviceOf } from './deviceOf.ts';

export const load: PageServerLoad = ({ locals, request, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store', vary: 'accept-language, user-agent' });
  const other = locals.lang === 'fr' ? 'en' : 'fr';
  return { device: deviceOf(request.headers.get('user-agent')), other, address: url.host } as const;
};
