import type { AddingStep } from '#lib/references/addReferences.ts';
import { m } from '#lib/words/messages.js';
import type { Locale } from './locale.ts';
import { sourceName } from './referenceNames.ts';

/** One line that changes in place, for a person who watches; nothing for a file or another program. */
export function progressLine(locale: Locale): { tell(step: AddingStep): void; end(): void } {
  const { stderr } = process;
  const show = (line: string) => {
    if (stderr.isTTY) stderr.write(`\r\u001b[K${line}`);
  };
  let watch: NodeJS.Timeout | undefined;
  return {
    tell(step) {
      clearInterval(watch);
      if ('reading' in step) {
        const { reading: file, done, all } = step;
        show(m.cli_references_reading({ file, number: done + 1, all }, { locale }));
        return;
      }
      const from = Date.now();
      const say = () => {
        const seconds = Math.round((Date.now() - from) / 1000);
        show(m.cli_references_training({ scheme: sourceName(step.training, locale), seconds }, { locale }));
      };
      say();
      watch = setInterval(say, 1000);
    },
    end() {
      clearInterval(watch);
      show('');
    },
  };
}
