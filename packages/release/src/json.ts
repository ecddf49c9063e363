/** What a release may be made of: plain JSON, read-only. A key whose value is `undefined` is left out. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}
