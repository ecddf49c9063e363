import { bytesOf } from '#lib/files/bytesOf.ts';
import { InputError } from '#lib/files/InputError.ts';
import { sentence } from '#lib/files/sentence.ts';
import { type Added, addReferences } from '#lib/references/addReferences.ts';
import { tableName } from '#lib/references/tableName.ts';
import { m } from '#lib/words/messages.js';
import { startEngine } from '../engine.ts';
import type { Locale } from './locale.ts';
import { progressLine } from './progressLine.ts';
import { learntLine, sourceName } from './referenceNames.ts';

/** Refused rows that are given in full, for each file. */
const SHOWN = 5;

/** Adds what is published at `path`, and says for each file what came of it. */
export async function addToReferences(
  path: string,
  wanted: {
    readonly only: string | undefined;
    readonly data: string;
    readonly json: boolean;
    readonly locale: Locale;
  },
): Promise<void> {
  const { data, json, locale } = wanted;
  const only =
    wanted.only === undefined ? undefined : { file: wanted.only, names: await namesIn(wanted.only) };
  const progress = progressLine(locale, json);
  const engine = startEngine();
  let added: Added;
  try {
    const today = new Date().toISOString().slice(0, 10);
    added = await addReferences(path, { data, today, ...(only && { only }), engine, tell: progress.tell });
  } finally {
    progress.end();
    await engine.close();
  }
  process.stdout.write(json ? `${JSON.stringify(jsonOf(added, locale))}\n` : textOf(added, locale));
  for (const { error } of added.refused) process.stderr.write(`${sentence(error, locale)}\n`);
  if (added.refused.length > 0) process.exitCode = 2;
}

/** A list of identifiers, one a line; a tab in a line is part of it. */
async function namesIn(file: string): Promise<ReadonlySet<string>> {
  const pieces = await Array.fromAsync(bytesOf(file));
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces));
  } catch (error) {
    throw new InputError('file-not-text', { file, line: 1 }, { cause: error });
  }
  const names = new Set(
    text
      .split(/\r\n|\n|\r/)
      .map((line) => line.normalize('NFC').trim())
      .filter((line) => line !== ''),
  );
  if (names.size === 0) throw new InputError('file-empty', { file });
  return names;
}

function jsonOf({ added, left, refused, trained, stranded, unnamed }: Added, locale: Locale) {
  const lineOf = (error: InputError) => ('line' in error.details ? error.details.line : undefined);
  return {
    added: added.map(({ refused, ...file }) => ({
      ...file,
      refused: refused
        .slice(0, SHOWN)
        .map((error) => ({ line: lineOf(error), reason: sentence(error, locale) })),
      refusedCount: refused.length,
    })),
    left: left.map(({ file, reason }) => ({ file, ...(reason && { reason: sentence(reason, locale) }) })),
    refused: refused.map(({ source, error }) => ({ source, reason: sentence(error, locale) })),
    trained,
    ...(stranded.length > 0 && { stranded }),
    ...(unnamed > 0 && { unnamed }),
  };
}

function textOf({ added, left, refused, trained, stranded, unnamed }: Added, locale: Locale): string {
  const in_ = { locale };
  const format = new Intl.NumberFormat(locale).format;
  const lines: string[] = [];
  for (const source of new Set(added.map((file) => file.source))) {
    const files = added.filter((file) => file.source === source);
    lines.push(sourceName(source, locale));
    for (const { file, kind, version, rows, kept, heldOut, refused } of files) {
      if (kind === 'version') continue;
      const name = tableName(source, kind, locale);
      const table = version === undefined ? name : m.cli_references_version({ source: name, version }, in_);
      lines.push(
        `  ${m.cli_references_file({ table, rows: format(rows), kept: format(kept), file }, in_)}`,
        ...(heldOut > 0 ? [`    ${m.cli_references_held_out({ count: format(heldOut) }, in_)}`] : []),
        ...(refused.length > 0
          ? [`    ${m.cli_references_refused({ count: format(refused.length) }, in_)}`]
          : []),
        ...refused.slice(0, SHOWN).map((error) => `      ${sentence(error, locale)}`),
      );
    }
  }
  if (unnamed > 0) lines.push(m.cli_references_unnamed({ count: format(unnamed) }, in_));
  if (left.length > 0) {
    lines.push(m.cli_references_left({ count: format(left.length) }, in_));
    for (const { file, reason } of left) lines.push(`  ${reason ? sentence(reason, locale) : file}`);
  }
  for (const { source, table, count, rows, list } of stranded) {
    const about = {
      source: sourceName(source, locale),
      table: tableName(source, table, locale),
      count: format(count),
      rows: format(rows),
      list: sourceName(list, locale),
    };
    lines.push(m.cli_references_stranded(about, in_));
  }
  for (const scheme of trained) lines.push(learntLine(scheme, locale));
  for (const { source } of refused) {
    lines.push(m.cli_references_stays({ source: sourceName(source, locale) }, in_));
  }
  return `${lines.join('\n')}\n`;
}
