import { fieldText } from './fieldText.ts';
import { today } from './today.ts';

/** Which statement a form acts on, and the version of it that the host saw. */
export function actOf(inquiry: string, form: FormData, statement = fieldText(form, 'statement')) {
  return { inquiry, statement, seen: Number(fieldText(form, 'seen')), today: today() };
}
