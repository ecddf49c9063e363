import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { RSABSSA } from '@cloudflare/blindrsa-ts';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { DIGITS, LETTERS } from '../../src/lib/entry/roomCode.ts';
import { fromBase64url, toBase64url } from '../../src/lib/entry/token/base64url.ts';
import { blindToken } from '../../src/lib/entry/token/blindToken.ts';
import { importPublicKey } from '../../src/lib/entry/token/importPublicKey.ts';
import { fingerprintOf, keyFingerprint } from '../../src/lib/entry/token/keyFingerprint.ts';
import { makeTokenKey, type TokenKey } from '../../src/lib/entry/token/makeTokenKey.ts';
import { signBlinded } from '../../src/lib/entry/token/signBlinded.ts';
import { tokenHash } from '../../src/lib/entry/token/tokenHash.ts';
import { unblind } from '../../src/lib/entry/token/unblind.ts';
import { verifyMessage } from '../../src/lib/entry/token/verifyMessage.ts';
import { verifyToken } from '../../src/lib/entry/token/verifyToken.ts';
import { vector } from './tokenVector.ts';

/** A key pair as a server has it in hand, and what stands on the poster. */
interface House extends TokenKey {
  readonly signs: KeyObject;
  readonly verifies: KeyObject;
  readonly poster: string;
}

const INQUIRY = 'k7vd2m9xqa';
const suite = RSABSSA.SHA384.PSS.Randomized();

let house: House;
let other: House;
let token: string;

beforeAll(async () => {
  [house, other] = await Promise.all([open(), open()]);
  token = await draw(house);
});

async function open(): Promise<House> {
  const key = await makeTokenKey();
  return {
    ...key,
    signs: createPrivateKey(key.privateKey),
    verifies: createPublicKey({ key: key.publicKey, format: 'jwk' }),
    poster: await keyFingerprint(key.publicKey),
  };
}

async function draw({ publicKey, poster, signs }: House, inquiry = INQUIRY): Promise<string> {
  const { blinded, pending } = await blindToken(publicKey, poster, inquiry);
  return unblind(publicKey, inquiry, pending, signBlinded(signs, blinded));
}

describe('RFC 9474, appendix A.1', () => {
  const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
  const number = (hex: string) => BigInt(`0x${hex}`);
  const text = (value: bigint, digits: number) =>
    Buffer.from(value.toString(16).padStart(digits, '0'), 'hex').toString('base64url');

  const p = number(vector.p);
  const q = number(vector.q);
  const e = 65_537n;
  const d = inverse(e, (p - 1n) * (q - 1n));
  const publicKey = { kty: 'RSA', n: text(p * q, 1024), e: 'AQAB' } as const;
  const privateJwk = {
    ...publicKey,
    d: text(d, 1024),
    p: text(p, 512),
    q: text(q, 512),
    dp: text(d % (p - 1n), 512),
    dq: text(d % (q - 1n), 512),
    qi: text(inverse(q, p), 512),
  };
  const message = bytes(vector.prefix + vector.message);

  it('BlindSign gives the published blind signature', () => {
    const key = createPrivateKey({ key: privateJwk, format: 'jwk' });
    expect(signBlinded(key, toBase64url(bytes(vector.blinded)))).toBe(
      toBase64url(bytes(vector.blindSignature)),
    );
  });

  it('Finalize gives the published signature', async () => {
    const { key } = await importPublicKey(publicKey);
    const signature = await suite.finalize(key, message, bytes(vector.blindSignature), bytes(vector.inverse));
    expect(Buffer.from(signature).toString('hex')).toBe(vector.signature);
  });

  it('Verify accepts the published signature, of its message alone', () => {
    const key = createPublicKey({ key: publicKey, format: 'jwk' });
    expect(verifyMessage(key, message, bytes(vector.signature))).toBe(true);
    expect(verifyMessage(key, bytes(vector.message), bytes(vector.signature))).toBe(false);
  });

  it('what was sent is the encoded message times the blinding factor', () => {
    const n = p * q;
    const blinding = power(inverse(number(vector.inverse), n), e, n);
    const encoded = power(number(vector.signature), e, n);
    expect((encoded * blinding) % n).toBe(number(vector.blinded));
  });
});

describe('a token', () => {
  it('goes a hundred times from phone to house and back, each time another', async () => {
    const seen = new Set<string>();
    for (let round = 0; round < 100; round++) {
      const drawn = await draw(house);
      expect(verifyToken(house.verifies, INQUIRY, drawn)).toBe(true);
      seen.add(tokenHash(INQUIRY, drawn));
    }
    expect(seen.size).toBe(100);
  });

  it('is signed by the house as by the library, to the bit', async () => {
    const key = await crypto.subtle.importKey(
      'pkcs8',
      house.signs.export({ type: 'pkcs8', format: 'der' }),
      { name: 'RSA-PSS', hash: 'SHA-384' },
      true,
      ['sign'],
    );
    for (let round = 0; round < 3; round++) {
      const { blinded } = await blindToken(house.publicKey, house.poster, INQUIRY);
      const signed = await suite.blindSign(key, fromBase64url(blinded, 256)!);
      expect(signBlinded(house.signs, blinded)).toBe(toBase64url(signed));
    }
  });

  it('is not what the house has seen: neither its message nor its signature', async () => {
    const { blinded, pending } = await blindToken(house.publicKey, house.poster, INQUIRY);
    const signature = signBlinded(house.signs, blinded);
    const drawn = await unblind(house.publicKey, INQUIRY, pending, signature);
    const [nonce, unblinded] = drawn.split('.');
    expect(unblinded).not.toBe(signature);
    const encoded = power(numberOf(unblinded), 65_537n, numberOf(house.publicKey.n));
    expect(encoded).not.toBe(numberOf(blinded));
    const bytes = (text: string) => Buffer.from(text, 'base64url');
    expect(bytes(blinded).includes(bytes(nonce))).toBe(false);
  });

  it('of another inquiry is refused, even where the key is the same', async () => {
    expect(verifyToken(house.verifies, 'qv3tkm2w8h', token)).toBe(false);
    expect(verifyToken(house.verifies, INQUIRY, await draw(house, 'qv3tkm2w8h'))).toBe(false);
  });

  it('of another key is refused', async () => {
    expect(verifyToken(house.verifies, INQUIRY, await draw(other))).toBe(false);
    expect(verifyToken(other.verifies, INQUIRY, token)).toBe(false);
  });

  it('with one bit changed is refused, wherever it is', () => {
    fc.assert(
      fc.property(fc.nat(287), fc.nat(7), (at, bit) => {
        const [nonce, signature] = token.split('.').map((part) => Buffer.from(part, 'base64url'));
        const part = at < 32 ? nonce : signature;
        part[at < 32 ? at : at - 32] ^= 1 << bit;
        const changed = `${nonce.toString('base64url')}.${signature.toString('base64url')}`;
        return !verifyToken(house.verifies, INQUIRY, changed);
      }),
    );
  });

  it('that is cut, longer, or any other text is refused without a fault', () => {
    const [nonce, signature] = token.split('.');
    const wrong = [
      '',
      '.',
      nonce,
      signature,
      `${nonce}.`,
      `.${signature}`,
      `${signature}.${nonce}`,
      `${nonce}${signature}`,
      token.slice(1),
      token.slice(0, -1),
      `${token}A`,
      `${token}=`,
      `${token}.${signature}`,
      ` ${token}`,
      token.toUpperCase(),
      `${nonce}.${'A'.repeat(342)}`,
      `${nonce}.${toBase64url(new Uint8Array(256).fill(255))}`,
      `${nonce}.${toBase64url(new Uint8Array(512))}`,
    ];
    for (const text of wrong) expect(verifyToken(house.verifies, INQUIRY, text), text).toBe(false);
    fc.assert(fc.property(fc.string(), (text) => !verifyToken(house.verifies, INQUIRY, text)));
  });

  it('has one spelling: with spare bits of its last sign set it is refused', () => {
    const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const next = (part: string) => part.slice(0, -1) + SIGNS[SIGNS.indexOf(part.at(-1)!) + 1];
    const [nonce, signature] = token.split('.');
    expect(Buffer.from(next(nonce), 'base64url')).toEqual(Buffer.from(nonce, 'base64url'));
    expect(verifyToken(house.verifies, INQUIRY, `${next(nonce)}.${signature}`)).toBe(false);
    expect(verifyToken(house.verifies, INQUIRY, `${nonce}.${next(signature)}`)).toBe(false);
  });
});

describe('what the box keeps of a token', () => {
  it('is the same when it comes again, so that the box can count it once', () => {
    expect(verifyToken(house.verifies, INQUIRY, token)).toBe(true);
    expect(verifyToken(house.verifies, INQUIRY, token)).toBe(true);
    expect(tokenHash(INQUIRY, token)).toBe(tokenHash(INQUIRY, token));
  });

  it('is the same for a second genuine signature of the same message', async () => {
    const [nonce] = token.split('.');
    const { key } = await importPublicKey(house.publicKey);
    const message = Buffer.concat([
      Buffer.from(nonce, 'base64url'),
      Buffer.from(JSON.stringify(['token', INQUIRY])),
    ]);
    const { blindedMsg, inv } = await suite.blind(key, message);
    const signature = signBlinded(house.signs, toBase64url(blindedMsg));
    const second = await unblind(house.publicKey, INQUIRY, `${nonce}.${toBase64url(inv)}`, signature);
    expect(second).not.toBe(token);
    expect(verifyToken(house.verifies, INQUIRY, second)).toBe(true);
    expect(tokenHash(INQUIRY, second)).toBe(tokenHash(INQUIRY, token));
  });

  it('differs from inquiry to inquiry and holds nothing of the token', () => {
    const kept = tokenHash(INQUIRY, token);
    expect(kept).toMatch(/^[\w-]{43}$/);
    expect(kept).not.toBe(tokenHash('qv3tkm2w8h', token));
    expect(token).not.toContain(kept);
  });
});

describe('a key', () => {
  it('that is not the one on the poster is refused before there is anything to send', async () => {
    await expect(blindToken(other.publicKey, house.poster, INQUIRY)).rejects.toThrow(
      new RangeError('the key is not the one on the poster'),
    );
  });

  it('is refused without a poster, and with a fingerprint that is cut short', async () => {
    for (const poster of ['', house.poster.slice(0, -1), `${house.poster}C`]) {
      await expect(blindToken(house.publicKey, poster, INQUIRY)).rejects.toThrow(RangeError);
    }
  });

  it('is found under its fingerprint as somebody types it', async () => {
    const typed = ` ${house.poster.toLowerCase().replaceAll(' ', '-')}\n`;
    const { blinded, pending } = await blindToken(house.publicKey, typed, INQUIRY);
    const drawn = await unblind(house.publicKey, INQUIRY, pending, signBlinded(house.signs, blinded));
    expect(verifyToken(house.verifies, INQUIRY, drawn)).toBe(true);
  });

  it('too short, or with another exponent, is refused', async () => {
    const short = await crypto.subtle.generateKey(
      { name: 'RSA-PSS', hash: 'SHA-384', modulusLength: 1_024, publicExponent: Uint8Array.of(1, 0, 1) },
      true,
      ['sign', 'verify'],
    );
    const { n } = await crypto.subtle.exportKey('jwk', short.publicKey);
    const keys = [
      { kty: 'RSA', n: n!, e: 'AQAB' },
      { ...house.publicKey, e: 'Aw' },
      { ...house.publicKey, n: `${house.publicKey.n}A` },
    ] as const;
    for (const key of keys) {
      await expect(blindToken(key, await keyFingerprint(key), INQUIRY)).rejects.toThrow(RangeError);
    }
  });

  it('of its own has every inquiry, of 2,048 bits', () => {
    expect(house.publicKey).not.toEqual(other.publicKey);
    expect(house.verifies.asymmetricKeyDetails).toMatchObject({
      modulusLength: 2_048,
      publicExponent: 65_537n,
    });
    expect(Object.keys(house.publicKey)).toEqual(['kty', 'n', 'e']);
  });
});

describe('a fingerprint', () => {
  // The key and the thumbprint of RFC 7638, 3.1.
  const key = {
    kty: 'RSA',
    n: '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
    e: 'AQAB',
  } as const;
  const thumbprint = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs';

  it('is the last 24 digits of the published thumbprint in base 17, from the last on', async () => {
    const value = BigInt(`0x${Buffer.from(thumbprint, 'base64url').toString('hex')}`);
    const digits = value.toString(17).slice(-24).split('').reverse();
    const signs = digits.map((digit) => (LETTERS + DIGITS)[Number.parseInt(digit, 17)]);
    expect((await keyFingerprint(key)).replaceAll(' ', '')).toBe(signs.join(''));
  });

  it('changes with every bit of the key', async () => {
    const whole = await keyFingerprint(house.publicKey);
    const bytes = Buffer.from(house.publicKey.n, 'base64url');
    await fc.assert(
      fc.asyncProperty(fc.nat(255), fc.nat(7), async (at, bit) => {
        const changed = Buffer.from(bytes);
        changed[at] ^= 1 << bit;
        const n = changed.toString('base64url');
        return (await keyFingerprint({ ...house.publicKey, n })) !== whole;
      }),
    );
  });

  it('is six groups of four signs, none of which is taken for another, and is read back', async () => {
    const written = await keyFingerprint(house.publicKey);
    expect(written).toMatch(new RegExp(`^([${LETTERS}${DIGITS}]{4}( |$)){6}$`));
    expect(fingerprintOf(written.replaceAll(' ', '').toLowerCase())).toBe(written);
    expect(fingerprintOf(`${written} O`)).toBeUndefined();
  });
});

describe('what comes to be signed', () => {
  it('is refused where it is shorter, longer, larger than the modulus or no number', () => {
    const wrong = [
      '',
      'A'.repeat(341),
      'A'.repeat(343),
      `${'A'.repeat(341)}B`,
      `${'A'.repeat(341)}=`,
      'é'.repeat(342),
      toBase64url(new Uint8Array(512)),
      toBase64url(new Uint8Array(256).fill(255)),
      house.publicKey.n,
    ];
    for (const text of wrong) expect(() => signBlinded(house.signs, text), text).toThrow(RangeError);
  });
});

describe('what comes back signed', () => {
  it('by another key is refused by the phone', async () => {
    const { blinded, pending } = await blindToken(house.publicKey, house.poster, INQUIRY);
    // Smaller than every modulus of that length.
    const small = toBase64url(Uint8Array.from(Buffer.from(blinded, 'base64url')).fill(1, 0, 1));
    await expect(unblind(house.publicKey, INQUIRY, pending, signBlinded(other.signs, small))).rejects.toThrow(
      'invalid signature',
    );
    await expect(
      unblind(house.publicKey, 'qv3tkm2w8h', pending, signBlinded(house.signs, blinded)),
    ).rejects.toThrow('invalid signature');
  });

  it('in another length is refused by the phone', async () => {
    const { blinded, pending } = await blindToken(house.publicKey, house.poster, INQUIRY);
    const signature = signBlinded(house.signs, blinded);
    for (const [kept, signed] of [
      [pending, signature.slice(1)],
      [pending, ''],
      [pending, `${signature}A`],
      [pending.slice(1), signature],
      [pending.replace('.', ''), signature],
    ]) {
      await expect(unblind(house.publicKey, INQUIRY, kept, signed)).rejects.toThrow(RangeError);
    }
  });
});

describe('base64url', () => {
  it('gives back the bytes that went in, and Node reads it alike', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(toBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
        expect(fromBase64url(toBase64url(bytes), bytes.length)).toEqual(Uint8Array.from(bytes));
        expect(fromBase64url(toBase64url(bytes), bytes.length + 1)).toBeUndefined();
      }),
    );
  });
});

function numberOf(text: string): bigint {
  return BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`);
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (let square = base, rest = exponent; rest > 0n; rest >>= 1n, square = (square * square) % modulus) {
    if (rest & 1n) result = (result * square) % modulus;
  }
  return result;
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [value % modulus, modulus, 1n, 0n];
  while (b > 0n) [a, b, x, y] = [b, a % b, y, x - (a / b) * y];
  return ((x % modulus) + modulus) % modulus;
}
