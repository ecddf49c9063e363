import type { PageServerLoad } from './$types';
import { loadQueue, moderationActs } from './moderation.server.ts';

export const load: PageServerLoad = ({ locals, params }) => loadQueue(locals.house.store.db, params.inquiry);

export const actions = moderationActs;
