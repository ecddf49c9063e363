/** Why a store could not be opened; the sentence for people is chosen from it at the edge. */
export type StoreErrorCode = 'data-unreadable' | 'data-newer' | 'database-unreachable' | 'database-refused';

/** What the sentence can name. `where` is the folder, the file or the server, never with a password. */
export interface StoreErrorFacts {
  readonly where: string;
  readonly reason?:
    | 'not-a-folder'
    | 'not-allowed'
    | 'not-a-database'
    | 'damaged'
    | 'in-use'
    | 'unknown-address'
    | 'no-answer'
    | 'bad-address'
    | 'password'
    | 'no-such-database'
    | 'too-old';
}

/** A store that could not be opened. Nothing was changed. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  readonly facts: StoreErrorFacts;

  constructor(code: StoreErrorCode, facts: StoreErrorFacts, cause?: unknown) {
    super(`${code}: ${facts.where}${facts.reason ? ` (${facts.reason})` : ''}`, { cause });
    this.name = 'StoreError';
    this.code = code;
    this.facts = facts;
  }
}
