import { workRoomOf } from '../../../../work.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { said } = await workRoomOf(event);
  return { job: said?.job, drops: said?.job !== undefined && said.tasks.length > 0 };
};
