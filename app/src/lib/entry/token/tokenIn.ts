/** The nonce and the signature, under a key of 2,048 to 4,096 bits. */
const TOKEN = /[\w-]{43}\.[\w-]{342,683}/;

/**
 * The token in what somebody pasted: alone, or the whole address that carries it behind its `#`, with lines
 * broken wherever a letter breaks them; nothing where there is none.
 *
 * @example tokenIn('https://abord.example/KFC473#hBfm…3oM.GR6U…4PI') // 'hBfm…3oM.GR6U…4PI'
 */
export function tokenIn(typed: string): string | undefined {
  return TOKEN.exec(typed.slice(0, 2_000).replace(/\s/g, ''))?.[0];
}
