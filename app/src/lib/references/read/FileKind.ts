import type { InputError } from '#lib/files/InputError.ts';

/** Whose data a file holds; what was read of one source stands or falls together. */
export type Source =
  | 'rome'
  | 'esco'
  | 'isco'
  | 'onet'
  | 'rome-esco'
  | 'rome-isco'
  | 'isco-soc'
  | 'esco-onet'
  | 'ilo'
  | 'eloundou'
  | 'anthropic';

/** What was read of one file. */
export interface Reading<Row> {
  readonly rows: readonly Row[];
  /** Where each stands in the file. */
  readonly lines: readonly number[];
  /** Rows that cannot be used, each with its line and its reason. The others are not touched by it. */
  readonly refused: readonly InputError[];
  /** Where the table depends on what the file holds: its language. */
  readonly table?: string;
  /** What the file says of its own version, where it says one. */
  readonly version?: string;
}

/**
 * One kind of published file. A file is of the kind that names most of its columns, among those whose columns
 * are all there: what it is called does not count.
 */
export interface FileKind<Row> {
  readonly source: Source;
  /** The table that it fills. */
  readonly table: string;
  /** Columns without which it cannot be read; they are what it is recognised by. */
  readonly columns: readonly string[];
  /** A column that no other published file has: where it stands and others are missing, the file is damaged. */
  readonly mark?: string;
  /** Columns that a file of this kind never has. */
  readonly without?: readonly string[];
  /** Of its rows, what no two have in common. */
  readonly key?: string;
  /** What stands near the top of every file of this kind. */
  readonly holds?: RegExp;
  /** Rows of a workbook are told apart by its sheets; all other files are text. */
  readonly workbook?: true;
  /**
   * @param file the name to give in sentences
   * @throws InputError naming file, line and reason, where the file as a whole cannot be used
   */
  readonly read: (bytes: Uint8Array, file: string) => Promise<Reading<Row>>;
}
