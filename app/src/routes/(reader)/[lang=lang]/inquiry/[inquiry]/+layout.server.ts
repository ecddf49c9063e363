import { error } from '@sveltejs/kit';
import { textIn } from '#lib/components/textIn.ts';
import { readInquiry } from '#lib/inquiry/data.server.ts';
import { placeOf } from '../../../placeOf.ts';
import { readEveryone } from '../../../readEveryone.server.ts';
import { readGainsAnswer } from '../../../readGainsAnswer.server.ts';
import { readWorkAnswer } from '../../../readWorkAnswer.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, params }) => {
  const { db } = locals.house.store;
  const inquiry = await readInquiry(db, params.inquiry);
  if (!inquiry || inquiry.state === 'draft') error(404);
  const { organisation, title, days } = inquiry;
  const named = Object.keys(organisation).length > 0 ? organisation : title;
  const everyone = await readEveryone(db, inquiry.id, locals.lang);
  const work = await readWorkAnswer(db, inquiry.id, locals.lang);
  const gains = await readGainsAnswer(db, inquiry.id, locals.lang);
  return {
    inquiry: {
      id: inquiry.id,
      name: textIn(inquiry.title, locals.lang).text,
      title: inquiry.title,
      description: inquiry.description,
      simulated: inquiry.simulated,
      joined: inquiry.code !== undefined,
      open: inquiry.state === 'open',
      figureMinimum: inquiry.figureMinimum,
      place: placeOf({ organisation: named, ...(days && { days }) }, locals.lang),
      answered: [
        ...(work ? (['work'] as const) : []),
        ...(gains ? (['gains'] as const) : []),
        ...(everyone ? (['everyone'] as const) : []),
      ],
    },
    work,
    gains,
    everyone,
  };
};
