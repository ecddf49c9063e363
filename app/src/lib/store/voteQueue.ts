import type { Database } from './schema.ts';

/** A participant's vote as it comes in. */
export interface Cast {
  readonly inquiry: string;
}

export interface VoteQueue {
  drain(): Promise<void>;
}

export function voteQueue(_db: Database): VoteQueue {
  return { drain: async () => {} };
}
