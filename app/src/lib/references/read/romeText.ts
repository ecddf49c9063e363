/** A text of the files of ROME, in which apostrophes are doubled. */
export function romeText(cell: string): string {
  return cell.replaceAll("''", "'").replace(/\s+/g, ' ');
}
