/** The first two numbers of a packed matcher: "ABRD" in little-endian letters, and the version of its layout. */
export const FORMAT: readonly number[] = [0x44524241, 1];
