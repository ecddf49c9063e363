import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cookieHeader, enterAsHost } from './enterAsHost.ts';
import { joinRoom } from './joinRoom.ts';
import { makeRoom, type Room } from './room.ts';
import { openStage, type Stage } from './stage.ts';

const CODE = 'KFC473';

/** Behind a proxy that ends TLS, and in a room without a certificate. */
const places = [
  { name: 'https', publicUrl: 'https://abord.example', prefix: '__Host-', secure: ['Secure'] },
  { name: 'plain http', publicUrl: undefined, prefix: '', secure: [] },
] as const;

describe.each(places)('over $name', ({ publicUrl, prefix, secure }) => {
  let stage: Stage;
  let room: Room;
  let origin: string;
  beforeAll(async () => {
    stage = await openStage({
      ...(publicUrl !== undefined && { publicUrl }),
      prepare: async (store) => {
        room = await makeRoom(store, CODE);
      },
    });
    origin = publicUrl ?? stage.url;
  });
  afterAll(() => stage?.stop());

  it('keeps the host’s session out of reach of scripts and of other sites, seven days', async () => {
    const { status, cookies } = await enterAsHost(stage, origin);
    expect(status).toBe(303);
    expect(cookies).toHaveLength(1);
    expect(partsOf(cookies[0])).toEqual(
      [`${prefix}host=(token)`, 'Max-Age=604800', 'Path=/', 'HttpOnly', ...secure, 'SameSite=Strict'].sort(),
    );
  });

  it('keeps the ballot’s secret out of reach of scripts, 180 days, for this host alone', async () => {
    const { setCookies } = await joinRoom(stage, CODE, { origin });
    const ballot = setCookies.filter((cookie) => cookie.includes(`ballot-${room.inquiry}`));
    expect(ballot).toHaveLength(1);
    expect(partsOf(ballot[0])).toEqual(
      [
        `${prefix}ballot-${room.inquiry}=(token)`,
        'Max-Age=15552000',
        'Path=/',
        'HttpOnly',
        ...secure,
        'SameSite=Lax',
      ].sort(),
    );
  });

  it('believes no header of a visitor about the scheme, the host or the address', async () => {
    const { cookies } = await stage.ask({
      method: 'POST',
      path: await stage.newHostLink(),
      headers: {
        origin,
        'content-type': 'application/x-www-form-urlencoded',
        'x-forwarded-proto': publicUrl ? 'http' : 'https',
        'x-forwarded-host': 'elsewhere.example',
        forwarded: 'proto=https;host=elsewhere.example',
        'x-abord-proto': publicUrl ? 'http' : 'https',
        'x-abord-host': 'elsewhere.example',
      },
      body: '',
    });
    expect(partsOf(cookies[0])[0]).not.toBe('Domain');
    expect(cookies[0].startsWith(`${prefix}host=`)).toBe(true);
    expect(cookies[0].includes('Secure')).toBe(secure.length > 0);
  });

  it('gives a new session at each entry, ends the former one of the same browser, and ends it on leaving', async () => {
    const first = cookieHeader(await enterAsHost(stage, origin));
    const again = await stage.ask({
      method: 'POST',
      path: await stage.newHostLink(),
      headers: { origin, cookie: first, 'content-type': 'application/x-www-form-urlencoded' },
      body: '',
    });
    const second = cookieHeader(again);
    expect(second).not.toBe(first);
    expect((await stage.ask({ path: '/host', headers: { cookie: first } })).status).toBe(303);
    expect((await stage.ask({ path: '/host', headers: { cookie: second } })).status).toBe(200);
    const left = await stage.ask({
      method: 'POST',
      path: '/host/leave',
      headers: {
        origin,
        accept: 'text/html',
        cookie: second,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: '',
    });
    expect([left.status, left.headers.location]).toEqual([303, '/host/enter']);
    // The copy that somebody kept of the cookie opens nothing.
    expect((await stage.ask({ path: '/host', headers: { cookie: second } })).status).toBe(303);
  });

  it('knows no cookie under another name than its own: a sibling host cannot plant one', async () => {
    const cookie = cookieHeader(await enterAsHost(stage, origin));
    const token = cookie.slice(cookie.indexOf('=') + 1);
    const other = prefix ? `host=${token}` : `__Host-host=${token}`;
    expect((await stage.ask({ path: '/host', headers: { cookie } })).status).toBe(200);
    expect((await stage.ask({ path: '/host', headers: { cookie: other } })).status).toBe(303);
    const ballot = prefix ? `ballot-${room.inquiry}` : `__Host-ballot-${room.inquiry}`;
    const mine = await stage.ask({
      path: `/en/${CODE}/mine`,
      headers: { cookie: `${ballot}=${room.secret}` },
    });
    expect(mine.status).toBe(303);
  });

  it('spends a link once, even when two browsers press at the same moment', async () => {
    const path = await stage.newHostLink();
    const press = () =>
      stage.ask({
        method: 'POST',
        path,
        headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
        body: '',
      });
    const answers = await Promise.all([press(), press(), press(), press()]);
    expect(answers.filter(({ cookies }) => cookies.length > 0)).toHaveLength(1);
  });

  it('asks browsers to come by https only, subdomains included, for a year, where there is https', async () => {
    for (const path of ['/fr', '/mark.svg', '/-/nothing', `/${CODE}`]) {
      const policy = (await stage.ask({ path })).headers['strict-transport-security'];
      expect(policy, path).toBe(publicUrl && 'max-age=31536000; includeSubDomains');
    }
  });
});

/** Attributes of a Set-Cookie, in order of the alphabet, the token itself left out; fails where it is weak. */
function partsOf(cookie: string): string[] {
  const [pair, ...rest] = cookie.split(/;\s*/);
  // 26 signs of 32, or 24 bytes in base64url: 128 random bits at the least.
  const known = pair.replace(/=(?:[a-z2-9]{26}|[\w-]{32})$/, '=(token)');
  return [known, ...rest.filter((part) => !part.startsWith('Expires='))].sort();
}
