/** Why data give no figure: the cause of the RangeError that says it in English, for whoever says it otherwise. */
export type Refusal =
  | { readonly code: 'one-cluster' }
  | { readonly code: 'constant'; readonly term: string }
  | { readonly code: 'confounded'; readonly term: string; readonly with: readonly string[] }
  | { readonly code: 'rests-on-one'; readonly term: string; readonly alone: 'cluster' | 'row' }
  | { readonly code: 'too-few'; readonly rows: number; readonly parameters: number }
  | { readonly code: 'two-cohorts'; readonly row: number }
  | { readonly code: 'period-twice'; readonly row: number }
  | { readonly code: 'one-period' }
  | { readonly code: 'no-start' }
  | { readonly code: 'no-control' };

/** A refusal as an error. */
export function refuse(message: string, cause: Refusal): RangeError {
  return new RangeError(message, { cause });
}
