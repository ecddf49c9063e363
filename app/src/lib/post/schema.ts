import * as v from 'valibot';
import { oneLine } from '#lib/inquiry/oneLine.ts';
import { emailAddress } from './emailAddress.ts';

/** A mail server on this very machine: nobody is on the line. */
const HERE = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/;

const fields = v.object({
  host: v.pipe(
    oneLine(253),
    v.toLowerCase(),
    v.minLength(1, 'missing'),
    v.regex(
      /^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*|[\da-f:]*:[\da-f:.]*)$/,
      'not-a-host',
    ),
  ),
  port: v.pipe(
    oneLine(20),
    v.check((text) => /^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65_536, 'not-a-port'),
    v.transform(Number),
  ),
  tls: v.picklist(['tls', 'starttls', 'none'], 'missing'),
  login: oneLine(254),
  password: v.pipe(
    v.string('missing'),
    v.maxLength(1_000, 'too-long'),
    v.regex(/^\P{Cc}*$/u, 'not-a-password'),
  ),
  sender_name: v.pipe(oneLine(120), v.minLength(1, 'missing')),
  sender_address: v.pipe(
    oneLine(1_000),
    v.minLength(1, 'missing'),
    v.check((text) => emailAddress(text) !== undefined, 'not-an-address'),
    v.transform((text) => emailAddress(text)!),
  ),
});

export type PostField = keyof v.InferOutput<typeof fields>;

/** What a form sends, text by field. */
export type PostForm = Readonly<Record<PostField, string>>;

/** A mail server as the form gives it; without a password where the field was left empty. */
export interface PostRead extends Omit<v.InferOutput<typeof fields>, 'login' | 'password'> {
  readonly login: string | null;
  readonly password: string | undefined;
}

/** Reads the form of a mail server: its settings, or what is wrong, one fault a field. */
export function readPost(
  given: PostForm,
): { readonly settings: PostRead } | { readonly faults: Readonly<Partial<Record<PostField, string>>> } {
  const { success, output, issues } = v.safeParse(fields, given);
  if (!success) {
    const nested = Object.entries(v.flatten<typeof fields>(issues).nested ?? {});
    return { faults: Object.fromEntries(nested.map(([field, codes]) => [field, codes![0]])) };
  }
  const { login, password, ...rest } = output;
  if (login === '' && password !== '') return { faults: { login: 'missing' } };
  if (login !== '' && rest.tls === 'none' && !HERE.test(rest.host)) return { faults: { tls: 'in-clear' } };
  return { settings: { ...rest, login: login || null, password: password || undefined } };
}
