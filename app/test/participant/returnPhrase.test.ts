import { describe, expect, it } from 'vitest';
import { ballotCookieName, ballotCookieOptions, ballotSecretIn } from '#lib/entry/ballotCookie.ts';
import { returnPhrase, secretOf } from '#lib/entry/returnPhrase.ts';
import { randomId } from '#lib/store/randomId.ts';

const secrets = Array.from({ length: 200 }, () => randomId('secret'));

describe('the phrase by which somebody finds her answers again', () => {
  it('is her secret in six groups', () => {
    expect(returnPhrase('k7vd2m9xqat3w8pzreunf4hgcy')).toBe('k7vd 2m9x qat3w 8pzr eunf 4hgcy');
  });

  it('leads back to the secret, however it is typed: capitals, hyphens, no spaces, a comma, a line break', () => {
    for (const secret of secrets) {
      const phrase = returnPhrase(secret);
      for (const typed of [
        phrase,
        secret,
        phrase.toUpperCase(),
        phrase.replaceAll(' ', '-'),
        phrase.replace(' ', ', '),
        ` ${phrase}\r\n`,
      ]) {
        expect(secretOf(typed)).toBe(secret);
      }
    }
  });

  it('is not taken for one when signs are missing, too many, or none of ours', () => {
    const [secret] = secrets;
    for (const typed of ['', secret.slice(1), `${secret}a`, secret.replace(/.$/, 'o'), 'é'.repeat(26)]) {
      expect(secretOf(typed)).toBeUndefined();
    }
    expect(secretOf(' '.repeat(1_000_000))).toBeUndefined();
  });
});

describe('the cookie of a ballot', () => {
  const [secret] = secrets;

  it('is out of reach of scripts and of other sites, and of other hosts of the domain over https', () => {
    expect(ballotCookieName('k7vd2m9xqa', false)).toBe('ballot-k7vd2m9xqa');
    expect(ballotCookieName('k7vd2m9xqa', true)).toBe('__Host-ballot-k7vd2m9xqa');
    expect(ballotCookieOptions(true)).toEqual({
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: true,
      maxAge: 15_552_000, // 180 days
    });
  });

  it('stays half an hour at most on a shared device', () => {
    expect(ballotCookieOptions(false, true).maxAge).toBe(1_800);
  });

  it('is found among others, and only if it can be a secret', () => {
    const read = (header: string | null) => ballotSecretIn(header, 'k7vd2m9xqa', false);
    expect(read(`a=1; ballot-k7vd2m9xqa=${secret}; b=2`)).toBe(secret);
    expect(read(`ballot-k7vd2m9xqa=${secret}.x`)).toBeUndefined();
    expect(read(`xballot-k7vd2m9xqa=${secret}`)).toBeUndefined();
    expect(read('ballot-k7vd2m9xqa')).toBeUndefined();
    expect(read(null)).toBeUndefined();
  });
});
