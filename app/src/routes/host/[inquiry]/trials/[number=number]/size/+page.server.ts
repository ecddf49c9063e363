import { VERSION } from '@abord/effect';
import { type SizeField, sizeFields, wishOf } from '#lib/questions/gains/trials/sizeForm.ts';
import { METR, sizesOf } from '#lib/questions/gains/trials/sizesOf.ts';
import { trialIn } from '../../trialsOf.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { trial } = await trialIn(locals, params);
  const { tasks, people, outcome, rule } = trial.plan;
  const typed = Object.fromEntries(
    sizeFields.map((field) => [field, (url.searchParams.get(field) ?? '').slice(0, 20)]),
  ) as Record<SizeField, string>;
  const asked = wishOf(typed, { tasks, people });
  const comma = (value: number) => (locals.lang === 'fr' ? String(value).replace('.', ',') : String(value));
  const planned: Partial<Record<SizeField, string>> = {
    ...{ tasks: String(tasks), people: String(people) },
    ...{ spread: comma(METR.sd), differ: comma(METR.tau) },
  };
  return {
    number: trial.number,
    marks: outcome === 'quality',
    again: rule !== 'once',
    version: VERSION,
    fields: sizeFields.map((name) => ({ name, value: typed[name] || (planned[name] ?? '') })),
    faults: 'faults' in asked ? asked.faults : [],
    ...('wish' in asked && { wish: asked.wish, sizes: sizesOf(asked.wish) }),
  };
};
