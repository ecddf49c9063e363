import { columnsOf } from '#lib/files/columnsOf.ts';
import { readCsv } from '#lib/files/readCsv.ts';
import type { Texts } from '#lib/questions/everyone/debate.ts';
import { readTexts, type TextFault } from './schema.ts';

/** A row that cannot be a statement. */
export interface RowFault {
  readonly line: number;
  readonly fault: TextFault | 'other-question';
}

/**
 * Statements in a CSV file with a column `fr`, a column `en`, and, if one likes, `question`. A row is a
 * statement in one language or in both; of the questions only `everyone` takes statements.
 *
 * @param file the name to give in sentences
 * @returns the statements in the order of the file, and the rows that cannot be any
 * @throws InputError where the file is not such a CSV file, naming file, line and reason
 */
export async function readStatementFile(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
): Promise<{ readonly texts: readonly Texts[]; readonly faults: readonly RowFault[] }> {
  const texts: Texts[] = [];
  const faults: RowFault[] = [];
  let [fr, en, question] = [-1, -1, -1];
  await readCsv(
    bytes,
    file,
    (columns, line) => {
      [fr, en, question] = columnsOf(file, line, columns, ['fr', 'en'], ['question']);
    },
    (cells, line) => {
      if (question !== -1 && !['', 'everyone'].includes(cells[question].trim())) {
        faults.push({ line, fault: 'other-question' });
        return;
      }
      const read = readTexts({ fr: cells[fr], en: cells[en] });
      if ('texts' in read) texts.push(read.texts);
      else faults.push({ line, fault: read.faults.fr ?? read.faults.en! });
    },
  );
  return { texts, faults };
}
