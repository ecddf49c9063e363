import { gunzipSync, gzipSync } from 'node:zlib';
import * as v from 'valibot';
import type { PeopleTable } from './import.ts';
import { MOST_COLUMNS, MOST_ROWS } from './readSheet.ts';

/** Bytes of a table once it is unfolded. */
const LARGEST = 32 * 1024 * 1024;

const table = v.object({
  columns: v.pipe(v.array(v.string()), v.maxLength(MOST_COLUMNS)),
  rows: v.pipe(
    v.array(
      v.object({ line: v.pipe(v.number(), v.safeInteger(), v.minValue(1)), cells: v.array(v.string()) }),
    ),
    v.maxLength(MOST_ROWS),
  ),
});

/**
 * A list of people as a field of the form that asks what its columns say: between two pages it is with the
 * host, and nowhere here.
 */
export function packTable({ columns, rows }: PeopleTable): string {
  return gzipSync(JSON.stringify({ columns, rows })).toString('base64url');
}

/** The list that `packTable` made; nothing where the field holds anything else. */
export function unpackTable(field: string): PeopleTable | undefined {
  let read: unknown;
  try {
    read = JSON.parse(gunzipSync(Buffer.from(field, 'base64url'), { maxOutputLength: LARGEST }).toString());
  } catch {
    return undefined;
  }
  const { success, output } = v.safeParse(table, read);
  if (!success || output.rows.some(({ cells }) => cells.length !== output.columns.length)) return undefined;
  return output;
}
