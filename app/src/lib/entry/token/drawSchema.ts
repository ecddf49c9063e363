import * as v from 'valibot';

/** What a phone sends to have a token signed: `blinded` is as long as the key, base64url. */
export const drawSchema = v.object({
  code: v.pipe(v.string(), v.maxLength(64)),
  secret: v.pipe(v.string(), v.regex(/^[a-z2-9]{1,64}$/)),
  blinded: v.pipe(v.string(), v.regex(/^[\w-]{1,1024}$/)),
});
