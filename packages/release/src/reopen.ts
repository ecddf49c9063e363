import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { AnyRelease, Released } from './released.ts';

/**
 * Opens a frozen release: the only way to a `Released<T>`.
 *
 * `T` is the shape that the question declares (`Release<Facts, Tables>`). Throws a RangeError when the
 * bytes are not those of the hash, or were written in a format that this version does not know. Linear in
 * the number of bytes.
 *
 * @example
 * const { bytes, hash } = release(draft);
 * reopen<Everyone>(bytes, hash).tables.debate.cells.length; // 1
 */
export function reopen<T extends AnyRelease>(bytes: Uint8Array, hash: string): Released<T> {
  if (bytesToHex(sha256(bytes)) !== hash) {
    throw new RangeError('the release does not match its hash: it was changed after it was frozen');
  }
  const content = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  if (content?.format !== 1) throw new RangeError(`a release of format ${content?.format} is unknown here`);
  return content;
}
