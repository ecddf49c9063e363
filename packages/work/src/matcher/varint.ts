/** Whole numbers from 0 as bytes: seven bits each, the lowest first, the eighth set while more follow (LEB128). */
export function toVarints(numbers: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(5 * numbers.length);
  let at = 0;
  for (let k = 0; k < numbers.length; k++) {
    let rest = numbers[k];
    while (rest > 127) {
      bytes[at++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    bytes[at++] = rest;
  }
  return bytes.subarray(0, at);
}

export function fromVarints(bytes: Uint8Array): Uint32Array {
  let count = 0;
  for (const byte of bytes) if (byte < 128) count++;
  const numbers = new Uint32Array(count);
  let [at, shift] = [0, 0];
  for (const byte of bytes) {
    numbers[at] |= (byte & 127) << shift;
    if (byte < 128) [at, shift] = [at + 1, 0];
    else shift += 7;
  }
  return numbers;
}
