/**
 * Bytes as text for addresses, forms and files (RFC 4648, section 5, without padding), in a browser as in
 * Node.
 *
 * @example toBase64url(Uint8Array.of(251, 255)) // '-_8'
 */
export function toBase64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/**
 * The bytes that a text stands for; nothing if it is not exactly the text of so many bytes, so that the
 * same bytes never come as two texts.
 *
 * @example fromBase64url('-_8', 2) // Uint8Array [251, 255]
 */
export function fromBase64url(text: string, length: number): Uint8Array<ArrayBuffer> | undefined {
  if (text.length !== Math.ceil((length * 4) / 3) || !/^[\w-]*$/.test(text)) return undefined;
  const signs = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(signs, (sign) => sign.charCodeAt(0));
  return toBase64url(bytes) === text ? bytes : undefined;
}
