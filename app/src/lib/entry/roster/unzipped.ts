import { crc32, inflateRawSync } from 'node:zlib';

/** PKWARE's APPNOTE: signatures of an entry, of an entry in the directory, and of its end; a comment's length. */
const [ENTRY, LISTED, END] = [0x04034b50, 0x02014b50, 0x06054b50];
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
/** A workbook of many sheets and pictures has a few hundred. */
const MOST_ENTRIES = 2_000;

/**
 * The same archive with nothing in it compressed, so that whoever reads on unpacks nothing: of a file that
 * unfolds to gigabytes, no more than `most` bytes are ever made. Nothing where it is no archive, or a larger
 * one. Entries are those of the directory, as they stand there, and nothing else that the file may hold.
 */
export function unzipped(bytes: Uint8Array, most: number): Uint8Array | undefined {
  try {
    return rewritten(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), most);
  } catch (error) {
    // Lengths that lead out of the file, data that does not unfold, or unfolds to too much.
    if (error instanceof RangeError || /^(?:Z_|ERR_)/.test((error as { code?: string }).code ?? '')) {
      return undefined;
    }
    throw error;
  }
}

function rewritten(file: Buffer, most: number): Buffer | undefined {
  const end = endOf(file);
  if (end === undefined) return undefined;
  const entries: Buffer[] = [];
  const listed: Buffer[] = [];
  let at = file.readUInt32LE(end + 16);
  let length = 0;
  let place = 0;
  const count = file.readUInt16LE(end + 10);
  if (count > MOST_ENTRIES) return undefined;
  for (let left = count; left > 0; left--) {
    if (file.readUInt32LE(at) !== LISTED) return undefined;
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((place) =>
      file.readUInt16LE(at + place),
    ) as [number, number, number];
    const name = file.subarray(at + 46, at + 46 + nameLength);
    const content = unfolded(file, at, most - length);
    if (!content) return undefined;
    length += content.length;
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    // UTF-8 names, if it said so; stored as it is.
    head.writeUInt16LE(file.readUInt16LE(at + 8) & 0x0800, 2);
    head.writeUInt32LE(crc32(content), 10);
    head.writeUInt32LE(content.length, 14);
    head.writeUInt32LE(content.length, 18);
    head.writeUInt16LE(nameLength, 22);
    entries.push(word(ENTRY), head, name, content);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(place, 10);
    listed.push(Buffer.concat([word(LISTED), Buffer.from([20, 0]), head, rest, name]));
    place += 30 + name.length + content.length;
    at += 46 + nameLength + extraLength + commentLength;
  }
  const body = Buffer.concat(entries);
  const directory = Buffer.concat(listed);
  const tail = Buffer.alloc(18);
  tail.writeUInt16LE(listed.length, 4);
  tail.writeUInt16LE(listed.length, 6);
  tail.writeUInt32LE(directory.length, 8);
  tail.writeUInt32LE(body.length, 12);
  return Buffer.concat([body, directory, word(END), tail]);
}

/** What an entry of the directory holds, if it is at most `most` bytes. */
function unfolded(file: Buffer, listed: number, most: number): Buffer | undefined {
  const method = file.readUInt16LE(listed + 10);
  const packed = file.readUInt32LE(listed + 20);
  const entry = file.readUInt32LE(listed + 42);
  if (file.readUInt32LE(entry) !== ENTRY) return undefined;
  const from = entry + 30 + file.readUInt16LE(entry + 26) + file.readUInt16LE(entry + 28);
  if (from + packed > file.length) return undefined;
  const content = file.subarray(from, from + packed);
  if (method === 0) return content.length <= most ? content : undefined;
  return method === 8 ? inflateRawSync(content, { maxOutputLength: Math.max(most, 1) }) : undefined;
}

function endOf(file: Buffer): number | undefined {
  const first = Math.max(0, file.length - END_LENGTH - LONGEST_COMMENT);
  for (let at = file.length - END_LENGTH; at >= first; at--) {
    if (file.readUInt32LE(at) === END) return at;
  }
  return undefined;
}

function word(signature: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(signature);
  return bytes;
}
