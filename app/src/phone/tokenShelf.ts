/** What a browser keeps of one inquiry to which its owner is invited. */
export interface Shelf {
  readonly token?: string;
  /** With the token it makes the ballot's secret: sent again, it leads to the same ballot. */
  readonly key?: string;
  /** The token has been sent to the door. */
  readonly sent?: boolean;
  /** The fingerprint of a poster that was scanned. */
  readonly poster?: string;
  /** Tokens that wait for their signature, by the secret of the invitation. */
  readonly drawing?: Readonly<Record<string, { readonly blinded: string; readonly pending: string }>>;
}

const shelf = (inquiry: string) => `abord-token-${inquiry}`;

export function readShelf(inquiry: string): Shelf {
  try {
    return JSON.parse(localStorage.getItem(shelf(inquiry)) ?? '{}');
  } catch {
    return {};
  }
}

/** Keeps it, and says whether the browser does: a private window may not. */
export function keepShelf(inquiry: string, kept: Shelf): boolean {
  const text = JSON.stringify(kept);
  try {
    if (text === '{}') localStorage.removeItem(shelf(inquiry));
    else localStorage.setItem(shelf(inquiry), text);
    return text === '{}' || localStorage.getItem(shelf(inquiry)) === text;
  } catch {
    return false;
  }
}
