import { formatCount } from '#lib/answer/formatCount.ts';
import { m } from '#lib/words/messages.js';
import type { NotTaken } from './mutations.server.ts';
import { MOST_TASKS, TASK_WORDS } from './schema.ts';
import { MOST_TIMERS } from './timers.ts';

/** What can be wrong with what somebody sends of one of her tasks. */
export type Fault =
  | Exclude<NotTaken, 'unknown-ballot'>
  | 'busy'
  | 'many-timers'
  | 'words'
  | 'long'
  | 'type'
  | 'known'
  | 'minutes'
  | 'range'
  | 'reason'
  | 'ended-how'
  | 'used'
  | 'rated';

/** One sentence: what is wrong, what has not changed, what to do. */
export function faultText(fault: Fault, lang: 'fr' | 'en', signs = 0): string {
  const locale = { locale: lang };
  switch (fault) {
    case 'many-tasks':
      return m.mytrial_fault_many_tasks({ most: MOST_TASKS }, locale);
    case 'many-runs':
      return m.mytrial_fault_many_runs({}, locale);
    case 'many-timers':
      return m.mytrial_fault_many_timers({ most: MOST_TIMERS }, locale);
    case 'ended-how':
      return m.mytrial_fault_ended_how({}, locale);
    case 'not-running':
      return m.mytrial_fault_ended({}, locale);
    case 'long':
      return m.mytrial_fault_long({ signs: formatCount(signs, lang), most: TASK_WORDS }, locale);
    default:
      return m[`mytrial_fault_${fault}`]({}, locale);
  }
}
