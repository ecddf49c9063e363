/** The memory under the typed arrays of plain data, each piece once: what can be moved to another thread. */
export function buffersIn(data: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (ArrayBuffer.isView(data)) {
    if (data.buffer instanceof ArrayBuffer) found.add(data.buffer);
  } else if (typeof data === 'object' && data !== null) {
    for (const part of Object.values(data)) buffersIn(part, found);
  }
  return found;
}
