import { defineParams } from '@sveltejs/kit/params';

export const params = defineParams({
  lang: (param) => (param === 'fr' || param === 'en' ? param : undefined),
  number: (param) => (/^(0|[1-9]\d{0,8})$/.test(param) ? Number(param) : undefined),
});
