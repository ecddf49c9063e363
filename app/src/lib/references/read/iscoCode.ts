/** An ISCO-08 unit group with the noughts that a number in a spreadsheet loses; nothing where it is none. */
export function iscoCode(cell: string): string | undefined {
  return /^\d{3,4}$/.test(cell) ? cell.padStart(4, '0') : undefined;
}
