import { listSources } from '#lib/references/listSources.ts';
import { tableName } from '#lib/references/tableName.ts';
import { m } from '#lib/words/messages.js';
import type { Locale } from './locale.ts';
import { learntLine, sourceName } from './referenceNames.ts';

/** Says which published sources are in the data folder, and what is trained on them. */
export function listReferences(wanted: {
  readonly data: string;
  readonly json: boolean;
  readonly locale: Locale;
}): void {
  const { data, json, locale } = wanted;
  const { sources, trained } = listSources(data);
  if (json) {
    process.stdout.write(`${JSON.stringify({ sources, trained })}\n`);
    return;
  }
  const in_ = { locale };
  const format = new Intl.NumberFormat(locale).format;
  const versioned = (source: string, version: string | undefined) =>
    version === undefined ? source : m.cli_references_version({ source, version }, in_);
  const lines = sources.flatMap(({ source, publisher, licence, editions, rows, heldOut = {} }) => [
    versioned(sourceName(source, locale), editions[0]?.version),
    `  ${m.cli_references_about_source({ publisher, licence, day: editions[0]?.read ?? '' }, in_)}`,
    ...editions.slice(1).map(({ version, read, tables }) => {
      const named = tables.map((table) => tableName(source, table, locale)).join(', ');
      return `  ${m.cli_references_edition({ tables: versioned(named, version), day: read }, in_)}`;
    }),
    ...Object.entries(rows).map(([table, count]) => {
      const line = m.cli_references_rows(
        { table: tableName(source, table, locale), count: format(count) },
        in_,
      );
      const out = heldOut[table];
      return `  ${line}${out === undefined ? '' : ` ${m.cli_references_held_out({ count: format(out) }, in_)}`}`;
    }),
  ]);
  if (sources.length === 0) lines.push(m.cli_references_none({}, in_));
  for (const scheme of trained) lines.push(learntLine(scheme, locale));
  process.stdout.write(`${lines.join('\n')}\n`);
}
