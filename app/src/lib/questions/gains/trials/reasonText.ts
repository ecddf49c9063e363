import { m } from '#lib/words/messages.js';
import type { Reason } from './schema.ts';

const reasons = {
  'need-ai': m.mytrial_reason_need_ai,
  'need-none': m.mytrial_reason_need_none,
  urgent: m.mytrial_reason_urgent,
  private: m.mytrial_reason_private,
  other: m.mytrial_reason_other,
} as const;

/** Why a task was left out or withdrawn, in words. */
export function reasonText(reason: Reason, lang: 'fr' | 'en'): string {
  return reasons[reason]({}, { locale: lang });
}
