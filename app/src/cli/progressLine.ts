import type { AddingStep } from '#lib/references/addReferences.ts';
import { m } from '#lib/words/messages.js';
import type { Locale } from './locale.ts';
import { sourceName } from './referenceNames.ts';

/** What takes a while: of an adding, or how many of the lines of a file have their answer. */
export type Step = AddingStep | { readonly answered: number; readonly all: number };

/** Lines of a file between two that are told of, where each stays. */
const SELDOM = 1000;
const OFTEN = 50;

/**
 * One line that changes in place, for a person who watches; in a file, a line when each step begins. Another program,
 * which asks for JSON, is told nothing.
 */
export function progressLine(locale: Locale, json: boolean): { tell(step: Step): void; end(): void } {
  const { stderr } = process;
  const watched = stderr.isTTY === true;
  const show = (line: string) => {
    if (watched) stderr.write(`\r\u001b[K${line}`);
    else if (!json) stderr.write(`${line}\n`);
  };
  let watch: NodeJS.Timeout | undefined;
  return {
    tell(step) {
      clearInterval(watch);
      const { all } = step;
      if ('answered' in step) {
        const { answered: number } = step;
        if (number > 0 && number % (watched ? OFTEN : SELDOM) === 0) {
          show(m.cli_work_answered({ number, all }, { locale }));
        }
        return;
      }
      const number = step.done + 1;
      if ('reading' in step) {
        show(m.cli_references_reading({ file: step.reading, number, all }, { locale }));
        return;
      }
      const scheme = sourceName(step.training, locale);
      const begins = m.cli_references_training_begins({ scheme, number, all }, { locale });
      show(begins);
      if (!watched) return;
      const from = Date.now();
      watch = setInterval(() => {
        const seconds = Math.round((Date.now() - from) / 1000);
        show(m.cli_references_training({ begins, seconds }, { locale }));
      }, 1000);
    },
    end() {
      clearInterval(watch);
      if (watched) show('');
    },
  };
}
