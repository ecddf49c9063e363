import { constants, type KeyObject, privateDecrypt, publicEncrypt } from 'node:crypto';
import { fromBase64url, toBase64url } from './base64url.ts';

/**
 * Signs a token unseen (RFC 9474, BlindSign): the bare RSA operation, made by OpenSSL, some three hundred
 * times faster than in JavaScript. Nothing of what comes in says whose token it is, or which; that she who asks
 * may have one, and has had none, is the roster's matter.
 *
 * The key comes from `createPrivateKey`, read once. Throws a RangeError where the text is not a number as
 * long as the modulus and smaller, and an Error where the operation went wrong, so that a faulty signature
 * never gives the key away.
 *
 * @example signBlinded(createPrivateKey(privateKey), blinded) // 342 signs of base64url
 */
export function signBlinded(privateKey: KeyObject, blinded: string): string {
  const bytes = privateKey.asymmetricKeyDetails!.modulusLength! / 8;
  const message = fromBase64url(blinded, bytes);
  if (message === undefined) throw new RangeError(`a blinded token has ${bytes} bytes, as base64url`);
  const key = { key: privateKey, padding: constants.RSA_NO_PADDING };
  const signature = decrypt(key, message);
  if (!publicEncrypt(key, signature).equals(message)) throw new Error('the signature went wrong');
  return toBase64url(signature);
}

function decrypt(key: Parameters<typeof privateDecrypt>[0], message: Uint8Array): Buffer {
  try {
    return privateDecrypt(key, message);
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_OSSL_RSA_DATA_TOO_LARGE_FOR_MODULUS') throw error;
    throw new RangeError('a blinded token is smaller than the modulus');
  }
}
