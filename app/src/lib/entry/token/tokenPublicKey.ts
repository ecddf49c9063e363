/** The public key of an inquiry's tokens as a JSON Web Key (RFC 7517), with what identifies it and no more. */
export type TokenPublicKey = {
  readonly kty: 'RSA';
  /** The modulus, big-endian, base64url. */
  readonly n: string;
  /** The exponent, base64url: 65,537. */
  readonly e: string;
};
