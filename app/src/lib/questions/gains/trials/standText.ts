import { m } from '#lib/words/messages.js';
import type { TrialTask } from './schema.ts';

/** Where a task stands, in one sentence, for its owner. */
export function standText({ step, arm }: Pick<TrialTask, 'step' | 'arm'>, lang: 'fr' | 'en'): string {
  const locale = { locale: lang };
  switch (step) {
    case 'committed':
    case 'guessed':
      return m[`mytrial_at_${step}_${arm ?? 'without'}`]({}, locale);
    default:
      return m[`mytrial_at_${step}`]({}, locale);
  }
}
