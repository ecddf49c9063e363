import { m } from '#lib/words/messages.js';
import type { AnyCommand } from './command.ts';
import type { Locale } from './locale.ts';

/** What `abord --help` says. */
export function helpText(locale: Locale): string {
  const in_ = { locale };
  const lines: readonly [string, string][] = [
    ['abord start', m.cli_help_start({}, in_)],
    ['abord host-link', m.cli_help_host_link({}, in_)],
    ['abord import polis PATH', m.cli_help_import({}, in_)],
    ['abord effect FILE', m.cli_help_effect({}, in_)],
    ['abord opinion PATH', m.cli_help_opinion({}, in_)],
    ['abord pathways CODE', m.cli_help_pathways({}, in_)],
    ['abord references add PATH', m.cli_help_references({}, in_)],
    ['abord rollout FILE', m.cli_help_rollout({}, in_)],
    ['abord work TEXT', m.cli_help_work({}, in_)],
  ];
  return [
    m.cli_help_title({}, in_),
    '',
    m.cli_help_commands({}, in_),
    columns(lines),
    '',
    m.cli_help_more({}, in_),
    '',
  ].join('\n');
}

/** What `abord COMMAND --help` says. */
export function commandHelpText(command: AnyCommand, locale: Locale): string {
  const in_ = { locale };
  const lines = [
    ...Object.entries(command.aboutOptions(locale)),
    ['lang', m.cli_option_lang({}, in_)],
    ['help', m.cli_option_help({}, in_)],
  ].map(([name, line]): [string, string] => [`--${name}`, line]);
  return [
    m.cli_help_usage({ usage: command.usage }, in_),
    '',
    wrapped(command.about(locale)),
    '',
    m.cli_help_options({}, in_),
    columns(lines),
    '',
  ].join('\n');
}

function columns(lines: readonly [string, string][]): string {
  const width = Math.max(...lines.map(([name]) => name.length)) + 2;
  return lines.map(([name, line]) => `  ${name.padEnd(width)}${line}`).join('\n');
}

/** Breaks at ordinary spaces only; the others hold French punctuation to its word. */
function wrapped(paragraph: string): string {
  const lines = [''];
  for (const word of paragraph.split(' ')) {
    const last = lines.at(-1)!;
    if (last.length + word.length > 96) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.join('\n');
}
