import { defineParams } from '@sveltejs/kit/params';
import { roomCodeOf } from '#lib/entry/roomCode.ts';

export const params = defineParams({
  lang: (param) => (param === 'fr' || param === 'en' ? param : undefined),
  code: (param) => roomCodeOf(param),
  number: (param) => (/^(0|[1-9]\d{0,8})$/.test(param) ? Number(param) : undefined),
});
