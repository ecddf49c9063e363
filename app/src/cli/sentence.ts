import type { InputCode, InputError, InputProblems } from '#lib/files/InputError.ts';
import { m } from '#lib/words/messages.js';
import type { Locale } from './locale.ts';

type Sentence<Details> = (details: Details, options: { locale: Locale }) => string;

const sentences: { readonly [Code in InputCode]: Sentence<InputProblems[Code]> } = {
  'file-missing': m.error_file_missing,
  'file-is-folder': m.error_file_is_folder,
  'folder-is-file': m.error_folder_is_file,
  'file-unreadable': m.error_file_unreadable,
  'file-empty': m.error_file_empty,
  'file-not-text': m.error_file_not_text,
  'line-too-long': m.error_line_too_long,
  'quote-open': m.error_quote_open,
  'quote-misplaced': m.error_quote_misplaced,
  'header-wrong': m.error_header_wrong,
  'header-twice': m.error_header_twice,
  'cells-wrong': m.error_cells_wrong,
  'cell-empty': m.error_cell_empty,
  'number-wrong': m.error_number_wrong,
  'vote-unknown': m.error_vote_unknown,
  'vote-twice': m.error_vote_twice,
  'statement-twice': m.error_statement_twice,
  'participant-twice': m.error_participant_twice,
  'participant-unknown': m.error_participant_unknown,
  'votes-missing': m.error_votes_missing,
  'polis-files-missing': m.error_polis_files_missing,
  'debate-broken': m.error_debate_broken,
  'command-missing': m.error_command_missing,
  'command-unknown': m.error_command_unknown,
  'option-unknown': m.error_option_unknown,
  'option-value-missing': m.error_option_value_missing,
  'option-value-surplus': m.error_option_value_surplus,
  'option-value-wrong': m.error_option_value_wrong,
  'operand-missing': m.error_operand_missing,
  'operand-surplus': m.error_operand_surplus,
  'source-unknown': m.error_source_unknown,
  'instance-running': m.error_instance_running,
  'instance-busy': m.error_instance_busy,
  'instance-silent': m.error_instance_silent,
  'instance-refused': m.error_instance_refused,
  'folder-unwritable': m.error_folder_unwritable,
  'port-taken': m.error_port_taken,
};

/** What to tell a person whose input cannot be used: one line, whatever the input holds. */
export function sentence<Code extends InputCode>(error: InputError<Code>, locale: Locale): string {
  const details = Object.fromEntries(
    Object.entries(error.details).map(([key, value]) => [
      key,
      typeof value === 'string' ? oneLine(value) : value,
    ]),
  ) as InputProblems[Code];
  return sentences[error.code](details, { locale });
}

function oneLine(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
  return plain.length > 120 ? `${plain.slice(0, 119)}…` : plain;
}
