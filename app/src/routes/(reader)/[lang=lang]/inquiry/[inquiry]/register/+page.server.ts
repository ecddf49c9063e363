import { readRegister } from '#lib/inquiry/register.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  register: await readRegister(locals.house.store.db, params.inquiry),
});
