import { error } from '@sveltejs/kit';
import { qr } from '#lib/entry/qr.ts';
import { roomAddress } from '../../roomAddress.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  const { house } = locals;
  if (!(await house.rooms.state(params.code))) error(404);
  setHeaders({ 'cache-control': 'no-store' });
  const { origin, typed, from, choices } = roomAddress(url, house.settings.publicUrl);
  const { protocol, port } = new URL(origin);
  return {
    address: typed,
    from,
    choices: choices.map(({ address, way }) => ({
      address,
      way,
      chosen: new URL(origin).hostname === address,
    })),
    secure: protocol === 'https:',
    port: port || (protocol === 'https:' ? '443' : '80'),
    qr: qr(`${origin}/reach`),
    wall: `/wall/${params.code}${url.search}`,
  };
};
