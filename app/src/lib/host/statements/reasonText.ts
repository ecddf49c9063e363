import { type ShownText, textIn } from '#lib/components/textIn.ts';
import { m } from '#lib/words/messages.js';
import type { Reason } from './reason.ts';

/** A reason as a reader gets it: a usual one in her language, the moderator's words in theirs. */
export function reasonText(reason: Reason, lang: 'fr' | 'en'): ShownText {
  return 'usual' in reason
    ? { text: m[`host_refuse_${reason.usual}`]({}, { locale: lang }), lang: undefined }
    : textIn({ [reason.lang]: reason.text }, lang);
}
