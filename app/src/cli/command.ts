import type { ParseArgsOptionsConfig, parseArgs } from 'node:util';
import type { Locale } from './locale.ts';

/** One command of `abord`: what it takes, what it says of itself, what it does. */
export interface Command<Options extends ParseArgsOptionsConfig> {
  /** As typed: `abord import polis PATH [--title T]`. */
  readonly usage: string;
  readonly options: Options;
  /** How many operands it takes at least and at most. */
  readonly operands: readonly [least: number, most: number];
  /** A paragraph for `--help`, and a line for each option. */
  about(locale: Locale): string;
  aboutOptions(locale: Locale): Readonly<Record<keyof Options, string>>;
  run(given: {
    readonly values: ReturnType<typeof parseArgs<{ options: Options }>>['values'];
    readonly operands: readonly string[];
    readonly locale: Locale;
  }): Promise<void>;
}

/** A command as the dispatcher sees it: its options are those that it declares, whatever they are. */
export interface AnyCommand {
  readonly usage: string;
  readonly options: ParseArgsOptionsConfig;
  readonly operands: readonly [least: number, most: number];
  about(locale: Locale): string;
  aboutOptions(locale: Locale): Readonly<Record<string, string>>;
  run(given: { values: object; operands: readonly string[]; locale: Locale }): Promise<void>;
}

/** Ties the values that a command receives to the options that it declares, and then forgets them. */
export function command<const Options extends ParseArgsOptionsConfig>(
  definition: Command<Options>,
): AnyCommand {
  return definition as unknown as AnyCommand;
}
