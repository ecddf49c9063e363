import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { InputError } from './InputError.ts';

/** No line of a file that people bring is longer, quoted line ends included. */
const longestRecord = 1024 * 1024;

/**
 * Reads a CSV file (RFC 4180: double quotes, a header) as its bytes come, record by record. Cells are set
 * apart by commas, semicolons (as spreadsheets write where the comma is decimal) or tabs: by what the
 * header holds most of. UTF-8 with or without a byte order mark; line ends of Unix, Windows or old Macs;
 * empty lines skipped. Memory stays bounded whatever the file: a record of more than 1 MiB is refused where it starts.
 *
 * @param file the name to give in sentences
 * @param header receives the column names once, and what sets cells apart; checks them
 * @param row receives each further record and the line where it starts
 * @param options `quotes: false` for files in which a double quote is a sign like any other
 * @throws InputError naming file, line and reason; also what `header` and `row` throw
 */
export async function readCsv(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  header: (columns: readonly string[], line: number, separator: string) => void,
  row: (cells: readonly string[], line: number) => void,
  { quotes = true }: { readonly quotes?: boolean } = {},
): Promise<void> {
  let width = 0;
  let ended = 0;
  // The parser counts a Windows line end inside quotes as two.
  let surplus = 0;
  const text = textOnly(bytes, file);
  const { read, separator } = await readHeader(text, quotes);
  const parser = parse({
    bom: true,
    delimiter: separator,
    quote: quotes ? '"' : null,
    record_delimiter: ['\r\n', '\n', '\r'],
    skip_empty_lines: true,
    max_record_size: longestRecord,
    on_record(cells: readonly string[], { lines }: { lines: number }) {
      const line = lines - surplus - count(cells, /[\r\n]/g);
      surplus += count(cells, /\r\n/g);
      ended = lines - surplus;
      if (cells.some((cell) => cell.includes('\0'))) throw new InputError('file-not-text', { file, line });
      if (width > 0) row(cells, line);
      else header(cells, line, separator);
      width = cells.length;
      return undefined;
    },
  });
  parser.resume();
  try {
    await pipeline(Readable.from(joined(read, text), { objectMode: false }), parser);
  } catch (error) {
    throw error instanceof CsvError ? csvProblem(file, error, ended + 1, width) : error;
  }
  if (width === 0) throw new InputError('file-empty', { file });
}

const separators = [',', ';', '\t'] as const;

/** The pieces that hold the header, and what sets its cells apart; a comma where nothing does. */
async function readHeader(
  text: AsyncGenerator<Uint8Array>,
  quotes: boolean,
): Promise<{ readonly read: readonly Uint8Array[]; readonly separator: string }> {
  const read: Uint8Array[] = [];
  const found = new Map<number, number>(separators.map((separator) => [separator.charCodeAt(0), 0]));
  const most = () => {
    const counts = [...found.values()];
    return separators[counts.indexOf(Math.max(...counts))];
  };
  let [begun, quoted, length] = [false, false, 0];
  while (length <= longestRecord) {
    const { value: piece, done } = await text.next();
    if (done) break;
    read.push(piece);
    length += piece.length;
    for (const byte of piece) {
      const ends = byte === LINE_FEED || byte === CARRIAGE_RETURN;
      if (ends && begun && !quoted) return { read, separator: most() };
      begun ||= !ends && !BYTE_ORDER_MARK.includes(byte);
      if (quotes && byte === QUOTE) quoted = !quoted;
      else if (!quoted && found.has(byte)) found.set(byte, found.get(byte)! + 1);
    }
  }
  return { read, separator: most() };
}

const [LINE_FEED, CARRIAGE_RETURN, QUOTE] = [10, 13, 34];
const BYTE_ORDER_MARK: readonly number[] = [0xef, 0xbb, 0xbf];

async function* joined(
  read: readonly Uint8Array[],
  rest: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* read;
  yield* rest;
}

async function* textOnly(bytes: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  const check = (piece: Uint8Array, stream: boolean) => {
    try {
      decoder.decode(piece, { stream });
    } catch (error) {
      throw new InputError(
        'file-not-text',
        { file, line: line + linesBeforeDamage(piece) },
        { cause: error },
      );
    }
  };
  for await (const piece of bytes) {
    check(piece, true);
    line += lineFeeds(piece, piece.length);
    yield piece;
  }
  check(new Uint8Array(), false);
}

function lineFeeds(bytes: Uint8Array, end: number): number {
  let count = 0;
  for (let i = bytes.indexOf(10); i !== -1 && i < end; i = bytes.indexOf(10, i + 1)) count++;
  return count;
}

/** Line feeds before the first byte sequence that is not UTF-8. */
function linesBeforeDamage(piece: Uint8Array): number {
  const broken = new TextDecoder().decode(piece).indexOf('\uFFFD');
  return lineFeeds(piece, broken === -1 ? piece.length : broken);
}

function count(cells: readonly string[], pattern: RegExp): number {
  let found = 0;
  for (const cell of cells)
    if (cell.includes('\n') || cell.includes('\r')) found += cell.match(pattern)?.length ?? 0;
  return found;
}

/** `line` is where the record starts, which is where the eye must look; quotes count lines of their own. */
function csvProblem(file: string, error: CsvError, line: number, width: number): unknown {
  switch (error.code) {
    case 'CSV_MAX_RECORD_SIZE':
      return new InputError('line-too-long', { file, line, limit: longestRecord / 2 ** 20 });
    case 'CSV_QUOTE_NOT_CLOSED':
      return new InputError('quote-open', { file, line });
    case 'INVALID_OPENING_QUOTE':
    case 'CSV_INVALID_CLOSING_QUOTE':
      return new InputError('quote-misplaced', { file, line });
    case 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH':
      return new InputError('cells-wrong', {
        file,
        line,
        expected: width,
        found: (error.record as []).length,
      });
    default:
      return error;
  }
}
