/**
 * A 32-bit fingerprint of a text (as UTF-8) or of bytes: MurmurHash3, x86, 32 bits. For seeds and for
 * choosing samples that do not depend on order; not a cryptographic hash.
 *
 * Source: A. Appleby, MurmurHash3 (public domain, 2011). O(length).
 *
 * hash32('Hello, world!'); // => 3224780355
 */
export function hash32(content: string | Uint8Array, seed = 0): number {
  const bytes = typeof content === 'string' ? encoded(content) : content;
  let h = seed | 0;
  const blocks = bytes.length & ~3;
  for (let i = 0; i < blocks; i += 4) {
    h ^= scramble(bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24));
    h = (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
  }
  let tail = 0;
  for (let i = bytes.length - 1; i >= blocks; i--) tail = (tail << 8) | bytes[i];
  h ^= scramble(tail) ^ bytes.length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

const encoder = /* @__PURE__ */ new TextEncoder();
const short = /* @__PURE__ */ new Uint8Array(256);

/** The text as UTF-8; short ones in one buffer that is used again. */
function encoded(text: string): Uint8Array {
  if (text.length * 3 > short.length) return encoder.encode(text);
  return short.subarray(0, encoder.encodeInto(text, short).written);
}

function scramble(block: number): number {
  const k = Math.imul(block, 0xcc9e2d51);
  return Math.imul((k << 15) | (k >>> 17), 0x1b873593);
}
