import { minimumBehind } from '@abord/release';
import { error } from '@sveltejs/kit';
import { type Inquiry, readInquiry } from '#lib/inquiry/data.server.ts';
import { readTrial, type Trial } from '#lib/questions/gains/trials/data.server.ts';
import {
  frameOf,
  type PlanFields,
  type PlanFrame,
  typePlaces,
} from '#lib/questions/gains/trials/planForm.ts';
import { fieldText } from '../../fieldText.ts';
import { today } from '../../today.ts';

/** The inquiry, where it asks who gains, and what a plan may name in it; else there is no such page. */
export async function gainsIn(
  { house }: App.Locals,
  id: string,
): Promise<{ readonly inquiry: Inquiry; readonly frame: PlanFrame }> {
  const inquiry = await readInquiry(house.store.db, id);
  if (!inquiry?.questions.includes('gains')) error(404);
  const leastPeople = minimumBehind('figure', 'inside', inquiry.figureMinimum);
  return { inquiry, frame: frameOf(inquiry, { leastPeople, today: today() }) };
}

/** One of its trials as well. */
export async function trialIn(
  locals: App.Locals,
  params: { readonly inquiry: string; readonly number: number },
): Promise<{ readonly inquiry: Inquiry; readonly frame: PlanFrame; readonly trial: Trial }> {
  const trial = await readTrial(locals.house.store.db, params.inquiry, params.number);
  if (!trial) error(404);
  return { ...(await gainsIn(locals, params.inquiry)), trial };
}

/** What was sent, as it was typed. */
export function sentPlan(form: FormData): PlanFields {
  const texts = ['question', ...typePlaces.map((place) => `type${place}`)];
  const names = [
    ...texts.flatMap((name) => [`${name}_fr`, `${name}_en`]),
    ...['outcome', 'tasks', 'people', 'rule', 'looks', 'lastDay'],
  ];
  return {
    typed: Object.fromEntries(names.map((name) => [name, fieldText(form, name)])),
    profiles: form.getAll('profiles').filter((value) => typeof value === 'string'),
  };
}
