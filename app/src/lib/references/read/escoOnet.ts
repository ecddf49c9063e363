import { InputError } from '#lib/files/InputError.ts';
import type { EscoOnet } from '../tables.ts';
import { escoCode } from './escoText.ts';
import type { FileKind } from './FileKind.ts';
import { ONET_CODE } from './onetTable.ts';
import { readTable } from './readTable.ts';

/** From occupations of ESCO to those of O*NET (Nesta, Mapping Career Causeways). */
export const escoOnet: FileKind<EscoOnet> = {
  source: 'esco-onet',
  table: 'links',
  columns: ['concept_uri', 'onet_code', 'confidence'],
  read: (bytes, file) =>
    readTable(bytes, file, {
      columns: ['concept_uri', 'onet_code', 'confidence'],
      filled: ['concept_uri', 'onet_code', 'confidence'],
      row: (cells, line): EscoOnet | InputError => {
        const esco = escoCode(cells.concept_uri, 'occupation');
        if (esco === undefined) {
          const column = 'concept_uri';
          return new InputError('code-malformed', { file, line, column, value: cells.concept_uri });
        }
        if (!ONET_CODE.test(cells.onet_code)) {
          const column = 'onet_code';
          return new InputError('code-malformed', { file, line, column, value: cells.onet_code });
        }
        const confidence = Number(cells.confidence);
        return confidence > 0 && confidence <= 2
          ? { esco, onet: cells.onet_code, confidence }
          : new InputError('number-wrong', { file, line, column: 'confidence', value: cells.confidence });
      },
    }),
};
