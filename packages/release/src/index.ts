export { canonicalJson } from './canonicalJson.ts';
export type { Draft, DraftCell, DraftTable } from './draft.ts';
export type { Json, JsonObject } from './json.ts';
export { type MinimumKind, minimum } from './minimum.ts';
export { minimumBehind } from './minimumBehind.ts';
export { nextStep, type ShownTotal } from './nextStep.ts';
export { type Behind, type Frozen, type Refusal, release } from './release.ts';
export type { AnyRelease, Release, Released, ReleasedCell, ReleasedTable } from './released.ts';
export { reopen } from './reopen.ts';
