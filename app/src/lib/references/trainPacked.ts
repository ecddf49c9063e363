import { packMatcher, type Reference, trainMatcher } from '@abord/work';

/** A matcher that has learnt a scheme, as it is kept. Takes seconds: for a thread of its own. */
export function trainPacked(reference: Reference): Uint8Array {
  return packMatcher(trainMatcher(reference));
}
