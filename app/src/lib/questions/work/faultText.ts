import { formatCount } from '#lib/answer/formatCount.ts';
import { m } from '#lib/words/messages.js';
import type { WorkFault } from './checkedWork.ts';
import { MOST_TASKS } from './schema.ts';

/** What can be wrong with what somebody sends of her work. */
export type Fault =
  | WorkFault
  | 'closed'
  | 'busy'
  | 'empty'
  | 'unrecognised'
  | 'none-ticked'
  | { readonly signs: number; readonly most: number };

/** One sentence: what is wrong, what has not changed, what to do; with the words that were not recognised. */
export function faultText(fault: Fault, lang: 'fr' | 'en', unknown: readonly string[] = []): string {
  const locale = { locale: lang };
  if (typeof fault === 'object') {
    const { signs, most } = fault;
    return m.mywork_fault_long({ signs: formatCount(signs, lang), most: formatCount(most, lang) }, locale);
  }
  switch (fault) {
    case 'unrecognised':
      return m.mywork_fault_unrecognised({ words: new Intl.ListFormat(lang).format(unknown) }, locale);
    case 'many-tasks':
      return m.mywork_fault_many_tasks({ most: MOST_TASKS }, locale);
    case 'unknown-job':
      return m.mywork_fault_unknown_job({}, locale);
    case 'unknown-task':
      return m.mywork_fault_unknown_task({}, locale);
    case 'task-twice':
      return m.mywork_fault_task_twice({}, locale);
    case 'none-ticked':
      return m.mywork_fault_none_ticked({}, locale);
    default:
      return m[`mywork_fault_${fault}`]({}, locale);
  }
}
