/** What can be wrong with something a person hands in, and the particulars that its sentence needs. */
export interface InputProblems {
  'file-missing': { file: string };
  'file-is-folder': { file: string };
  'folder-is-file': { file: string };
  'file-unreadable': { file: string; reason: string };
  'file-empty': { file: string };
  'file-too-large': { file: string; most: number };
  'file-not-text': { file: string; line: number };
  'line-too-long': { file: string; line: number; limit: number };
  'quote-open': { file: string; line: number };
  'quote-misplaced': { file: string; line: number };
  'header-wrong': { file: string; line: number; expected: string; found: string };
  'header-twice': { file: string; line: number; column: string };
  'cells-wrong': { file: string; line: number; expected: number; found: number };
  'rows-too-many': { file: string; most: number };
  'columns-too-many': { file: string; most: number };
  'sheet-unreadable': { file: string };
  'cell-empty': { file: string; line: number; column: string };
  'number-wrong': { file: string; line: number; column: string; value: string };
  'code-malformed': { file: string; line: number; column: string; value: string };
  'value-unknown': { file: string; line: number; column: string; value: string };
  'language-unknown': { file: string };
  'file-cut': { file: string; line: number };
  'workbook-unreadable': { file: string };
  'columns-missing': { file: string; expected: string };
  'operand-wrong': { operand: string; usage: string };
  'reference-unknown': { file: string };
  'references-none': { file: string };
  'reference-twice': { file: string; other: string };
  'reference-too-large': { file: string; most: number };
  'reference-foreign': { file: string; count: number; rows: number; list: string };
  'reference-older': { file: string; count: number; rows: number; table: string };
  'references-damaged': { file: string };
  'references-partly': { file: string; tables: string };
  'references-unreadable': { file: string; reason: string };
  'code-unknown': { file: string; line: number; value: string; list: string };
  'code-twice': { file: string; line: number; value: string; first: number };
  'matcher-other': { file: string };
  'scheme-missing': { scheme: string };
  'only-foreign': { file: string };
  'rows-other': { file: string; expected: number; found: number };
  'rows-unusable': { file: string };
  'rows-mostly-refused': { file: string; count: number; rows: number; line: number };
  'table-other': { file: string; expected: string; found: string };
  'rome-missing': { folder: string };
  'occupation-unknown': { code: string };
  'vote-unknown': { file: string; line: number; value: string };
  'vote-twice': { file: string; line: number; participant: string; statement: string; first: number };
  'statement-twice': { file: string; line: number; statement: string; first: number };
  'participant-twice': { file: string; line: number; participant: string; first: number };
  'participant-unknown': { file: string; line: number; participant: string; other: string };
  'votes-missing': { file: string };
  'rows-missing': { file: string };
  'log-impossible': { file: string; line: number; column: string; value: string };
  'cluster-single': { file: string; column: string };
  'column-constant': { file: string; column: string };
  'column-confounded': { file: string; column: string; others: string };
  'effect-alone': { file: string; column: string };
  'rows-few': { file: string; rows: number; parameters: number };
  'cohort-second': { file: string; line: number; column: string };
  'period-twice': { file: string; line: number };
  'period-single': { file: string; column: string };
  'start-missing': { file: string };
  'control-missing': { file: string };
  'column-used-twice': { file: string; column: string };
  'votes-left-out': { file: string };
  'polis-files-missing': { file: string };
  'debate-broken': { reason: string };
  'analysis-stopped': { reason: string };
  'command-missing': Record<never, never>;
  'command-unknown': { command: string };
  'option-unknown': { option: string; command: string };
  'option-value-missing': { option: string; command: string };
  'option-value-surplus': { option: string; command: string };
  'option-value-wrong': { option: string; value: string; command: string };
  'operand-missing': { usage: string };
  'operand-surplus': { operand: string; usage: string };
  'source-unknown': { source: string };
  'instance-running': { folder: string; pid: number; url: string };
  'instance-busy': { folder: string; pid: number };
  'instance-silent': { folder: string; url: string; reason: string };
  'instance-refused': Record<never, never>;
  'folder-unwritable': { folder: string; reason: string };
  'write-failed': { folder: string; reason: string };
  'disk-full': { folder: string };
}

export type InputCode = keyof InputProblems;

/** Something a person handed in cannot be used. Carries a code and particulars; the edge finds the words. */
export class InputError<Code extends InputCode = InputCode> extends Error {
  override readonly name = 'InputError';
  readonly code: Code;
  readonly details: InputProblems[Code];

  constructor(code: Code, details: InputProblems[Code], options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(details)}`, options);
    this.code = code;
    this.details = details;
  }
}
