import { randomBytes, randomInt } from 'node:crypto';
import { sql } from 'kysely';
import type { Roster } from '#lib/store/openRoster.ts';
import type { RosterDatabase } from '#lib/store/rosterSchema.ts';
import { lifetimes } from './lifetimes.ts';

/** Where somebody proves who she is. */
export interface Door {
  readonly roster: Roster;
  /** What her browser calls this place: a key is bound to its host, and answers to nothing else. */
  readonly origin: string;
}

/** How a code reaches her; it waits for nobody, so that its time says nothing. */
export type SendCode = (letter: { readonly to: string; readonly code: string }) => Promise<void>;

/** What a browser gets to work with, and the cookie by which it is known again. */
export interface Challenge {
  readonly options: object;
  readonly cookie: string;
}

/** The answer of a key, and the cookie of the challenge that it answers. */
export interface KeyAnswer {
  /** As the browser gave it: checked here, and by nobody before. */
  readonly response: object;
  readonly cookie: string;
}

/** Digits of a code, and how often a wrong one may be typed before it is worth nothing. */
const DIGITS = 6;
const TRIES = 3;

/**
 * Sends a code to an address, if it is that of an account; else nothing, and nobody can tell. `request` is
 * a secret of the browser that asks, which it shows again with the code: read over a shoulder or in a
 * letter that was passed on, the six digits alone open nothing.
 */
export async function sendCode(
  door: Door,
  asked: { readonly email: string; readonly request: string },
  send: SendCode,
): Promise<void> {
  const auth = await betterAuth(door, { request: asked.request, send });
  await attempted(() =>
    auth.api.sendVerificationOTP({ body: { email: asked.email, type: 'sign-in' }, headers: new Headers() }),
  );
}

/** The account that this code opens for this browser; nothing where it is wrong, spent or too old. */
export async function accountByCode(
  door: Door,
  shown: { readonly email: string; readonly request: string; readonly code: string },
): Promise<string | undefined> {
  const auth = await betterAuth(door);
  const otp = `${shown.code} ${shown.request}`;
  const signed = await attempted(() =>
    auth.api.signInEmailOTP({ body: { email: shown.email, otp }, headers: new Headers() }),
  );
  return signed?.user.id;
}

/** What a browser needs to ask its keys for one of ours. */
export async function askKey(door: Door): Promise<Challenge> {
  const auth = await betterAuth(door);
  const { response, headers } = await auth.api.generatePasskeyAuthenticationOptions({
    headers: new Headers(),
    returnHeaders: true,
  });
  return { options: { ...response, userVerification: 'required' }, cookie: cookieOf(headers) };
}

/** The account that this key opens; nothing where it is none of ours, or answers another challenge. */
export async function accountByKey(door: Door, answer: KeyAnswer): Promise<string | undefined> {
  const auth = await betterAuth(door);
  const signed = await attempted(() =>
    auth.api.verifyPasskeyAuthentication({
      body: { response: answer.response as never },
      headers: new Headers({ cookie: answer.cookie, origin: door.origin }),
    }),
  );
  return signed?.user.id;
}

/** What a browser needs to make a key for this account. */
export async function offerKey(
  door: Door,
  account: { readonly id: string; readonly email: string },
): Promise<Challenge> {
  const auth = await betterAuth(door, { account });
  const { response, headers } = await auth.api.generatePasskeyRegistrationOptions({
    headers: new Headers(),
    returnHeaders: true,
  });
  return { options: response, cookie: cookieOf(headers) };
}

/** Keeps a key that a browser has just made for this account. */
export async function addKey(
  door: Door,
  account: { readonly id: string; readonly email: string },
  answer: KeyAnswer & { readonly name: string },
): Promise<boolean> {
  const auth = await betterAuth(door, { account });
  const added = await attempted(() =>
    auth.api.verifyPasskeyRegistration({
      body: { response: answer.response, name: answer.name },
      headers: new Headers({ cookie: answer.cookie, origin: door.origin }),
    }),
  );
  return added !== undefined;
}

/** Forgets codes and challenges that are too old: Better Auth does so only when somebody proves who she is. */
export async function forgetProofs(db: RosterDatabase, now: number): Promise<void> {
  await sql`delete from host_proof where expires_at < ${new Date(now).toISOString()}`.execute(db);
}

/** The cookie that brings a challenge back. */
export function challengeCookie(secure: boolean) {
  return {
    name: secure ? '__Host-key' : 'key',
    attributes: { path: '/', httpOnly: true, secure, sameSite: 'strict' },
  } as const;
}

/**
 * Better Auth proves who somebody is, by a code or by a key, and does nothing else here: no address of it is
 * served, and the sessions are our own (decision 023), so that those it makes are kept nowhere.
 */
async function betterAuth(
  { roster, origin }: Door,
  about: {
    readonly request?: string;
    readonly send?: SendCode;
    readonly account?: { readonly id: string; readonly email: string };
  } = {},
) {
  // Heavy, and needed by whoever signs in alone.
  const [{ betterAuth }, { emailOTP }, { passkey }, { APIError }] = await Promise.all([
    import('better-auth'),
    import('better-auth/plugins/email-otp'),
    import('@better-auth/passkey'),
    import('better-auth/api'),
  ]);
  const { protocol, hostname } = new URL(origin);
  const { name, attributes } = challengeCookie(protocol === 'https:');
  const days = { createdAt: 'created_at', updatedAt: 'updated_at' };
  return betterAuth({
    appName: 'Abord',
    baseURL: origin,
    secret: await secretOf(roster.db),
    database: { db: roster.db, type: roster.dialect },
    secondaryStorage: nowhere,
    user: { modelName: 'host_account', fields: { emailVerified: 'email_verified', ...days } },
    verification: {
      modelName: 'host_proof',
      fields: { expiresAt: 'expires_at', ...days },
      storeInDatabase: true,
      storeIdentifier: 'hashed',
    },
    plugins: [
      emailOTP({
        otpLength: DIGITS,
        expiresIn: lifetimes.codeMinutes * 60,
        allowedAttempts: TRIES,
        disableSignUp: true,
        storeOTP: 'hashed',
        generateOTP: () => `${digits()} ${about.request}`,
        async sendVerificationOTP({ email, otp }) {
          await about.send!({ to: email, code: otp.slice(0, DIGITS) });
        },
      }),
      passkey({
        rpID: hostname,
        rpName: 'Abord',
        origin,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        registration: {
          requireSession: false,
          resolveUser: () => ({ id: about.account!.id, name: about.account!.email }),
          // The challenge was given to this account: the session may have changed since.
          afterVerification({ user, verification }) {
            if (user.id !== about.account!.id) throw new APIError('FORBIDDEN');
            if (!verification.registrationInfo?.userVerified) throw new APIError('FORBIDDEN');
          },
        },
        authentication: {
          // Whoever found an open computer has the key, and not what unlocks it.
          afterVerification({ verification }) {
            if (!verification.authenticationInfo.userVerified) throw new APIError('FORBIDDEN');
          },
        },
        advanced: { webAuthnChallengeCookie: 'key' },
        schema: {
          passkey: {
            modelName: 'host_passkey',
            fields: {
              userId: 'account',
              credentialID: 'credential_id',
              publicKey: 'public_key',
              deviceType: 'device_type',
              backedUp: 'backed_up',
              createdAt: 'created_at',
            },
          },
        },
      }),
    ],
    advanced: {
      useSecureCookies: false,
      cookies: { key: { name, attributes } },
      ipAddress: { disableIpTracking: true },
      database: { validateSchema: false },
      backgroundTasks: { handler: (task) => void task.catch(() => {}) },
    },
    // Tries are counted at our own door, by account and never by address.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
}

/** Where Better Auth keeps the sessions that nobody uses. */
const nowhere = {
  get: async () => null,
  getAndDelete: async () => null,
  set: async () => {},
  delete: async () => {},
  increment: async () => 1,
};

/** The same on every node: the first one that needs it draws it. */
async function secretOf(db: RosterDatabase): Promise<string> {
  const name = 'challenge';
  const find = () => db.selectFrom('host_secret').select('value').where('name', '=', name).executeTakeFirst();
  const found = await find();
  if (found) return found.value;
  await db
    .insertInto('host_secret')
    .values({ name, value: randomBytes(32).toString('base64url') })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await find())!.value;
}

/** A refusal is no error here: it is told to whoever tries, in the same words whatever its reason. */
async function attempted<Result>(attempt: () => Promise<Result>): Promise<Result | undefined> {
  const { isAPIError } = await import('better-auth/api');
  try {
    return await attempt();
  } catch (error) {
    // By its name: pages are built apart, and their classes are not ours.
    if (isAPIError(error)) return undefined;
    throw error;
  }
}

function digits(): string {
  return String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');
}

function cookieOf(headers: Headers): string {
  return headers.getSetCookie()[0]!;
}
