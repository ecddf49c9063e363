import { StoreError, type StoreErrorCode, type StoreErrorFacts } from '#lib/store/storeError.ts';
import { m } from '#lib/words/messages.js';
import { type InputCode, InputError, type InputProblems } from './InputError.ts';

type Sentence<Details> = (details: Details, options: { locale: 'fr' | 'en' }) => string;

const sentences: { readonly [Code in InputCode]: Sentence<InputProblems[Code]> } = {
  'file-missing': m.error_file_missing,
  'file-is-folder': m.error_file_is_folder,
  'folder-is-file': m.error_folder_is_file,
  'file-unreadable': m.error_file_unreadable,
  'file-empty': m.error_file_empty,
  'file-too-large': m.error_file_too_large,
  'file-not-text': m.error_file_not_text,
  'line-too-long': m.error_line_too_long,
  'quote-open': m.error_quote_open,
  'quote-misplaced': m.error_quote_misplaced,
  'header-wrong': m.error_header_wrong,
  'header-twice': m.error_header_twice,
  'cells-wrong': m.error_cells_wrong,
  'rows-too-many': m.error_rows_too_many,
  'columns-too-many': m.error_columns_too_many,
  'sheet-unreadable': m.error_sheet_unreadable,
  'cell-empty': m.error_cell_empty,
  'number-wrong': m.error_number_wrong,
  'code-malformed': m.error_code_malformed,
  'value-unknown': m.error_value_unknown,
  'language-unknown': m.error_language_unknown,
  'file-cut': m.error_file_cut,
  'workbook-unreadable': m.error_workbook_unreadable,
  'columns-missing': m.error_columns_missing,
  'operand-wrong': m.error_operand_wrong,
  'reference-unknown': m.error_reference_unknown,
  'references-none': m.error_references_none,
  'reference-twice': m.error_reference_twice,
  'reference-too-large': m.error_reference_too_large,
  'reference-foreign': m.error_reference_foreign,
  'reference-older': m.error_reference_older,
  'references-damaged': m.error_references_damaged,
  'references-partly': m.error_references_partly,
  'references-unreadable': m.error_references_unreadable,
  'code-unknown': m.error_code_unknown,
  'code-twice': m.error_code_twice,
  'matcher-other': m.error_matcher_other,
  'scheme-missing': m.error_scheme_missing,
  'only-foreign': m.error_only_foreign,
  'rows-other': m.error_rows_other,
  'rows-unusable': m.error_rows_unusable,
  'rows-mostly-refused': m.error_rows_mostly_refused,
  'table-other': m.error_table_other,
  'rome-missing': m.error_rome_missing,
  'occupation-unknown': m.error_occupation_unknown,
  'vote-unknown': m.error_vote_unknown,
  'vote-twice': m.error_vote_twice,
  'statement-twice': m.error_statement_twice,
  'participant-twice': m.error_participant_twice,
  'participant-unknown': m.error_participant_unknown,
  'votes-missing': m.error_votes_missing,
  'rows-missing': m.error_rows_missing,
  'log-impossible': m.error_log_impossible,
  'cluster-single': m.error_cluster_single,
  'column-constant': m.error_column_constant,
  'column-confounded': m.error_column_confounded,
  'effect-alone': m.error_effect_alone,
  'rows-few': m.error_rows_few,
  'cohort-second': m.error_cohort_second,
  'period-twice': m.error_period_twice,
  'period-single': m.error_period_single,
  'start-missing': m.error_start_missing,
  'control-missing': m.error_control_missing,
  'column-used-twice': m.error_column_used_twice,
  'votes-left-out': m.error_votes_left_out,
  'polis-files-missing': m.error_polis_files_missing,
  'debate-broken': m.error_debate_broken,
  'analysis-stopped': m.error_analysis_stopped,
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
  'write-failed': m.error_write_failed,
  'disk-full': m.error_disk_full,
};

const refusals: { readonly [Code in StoreErrorCode]: Sentence<{ where: string; reason: string }> } = {
  'data-unreadable': m.error_data_unreadable,
  'data-newer': m.error_data_newer,
  'database-unreachable': m.error_database_unreachable,
  'database-refused': m.error_database_refused,
};

const reasons: { readonly [Reason in NonNullable<StoreErrorFacts['reason']>]: Sentence<object> } = {
  'not-a-folder': m.error_reason_not_a_folder,
  'not-allowed': m.error_reason_not_allowed,
  'not-a-database': m.error_reason_not_a_database,
  damaged: m.error_reason_damaged,
  'in-use': m.error_reason_in_use,
  'unknown-address': m.error_reason_unknown_address,
  'no-answer': m.error_reason_no_answer,
  'bad-address': m.error_reason_bad_address,
  password: m.error_reason_password,
  'no-such-database': m.error_reason_no_such_database,
  'too-old': m.error_reason_too_old,
};

/**
 * What to tell a person about an error that she can put right: one line, whatever the input holds.
 * Undefined for any other error.
 */
export function sentence(error: unknown, locale: 'fr' | 'en'): string | undefined {
  if (error instanceof InputError) return inputSentence(error, locale);
  if (error instanceof StoreError) {
    const { where, reason } = error.facts;
    const why = (reason === undefined ? m.error_reason_unknown : reasons[reason])({}, { locale });
    return refusals[error.code]({ where: oneLine(where), reason: why }, { locale });
  }
  const { code, port } = error as { code?: string; port?: number };
  return code === 'EADDRINUSE' ? m.error_port_taken({ port: String(port) }, { locale }) : undefined;
}

function inputSentence<Code extends InputCode>(error: InputError<Code>, locale: 'fr' | 'en'): string {
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
