import { hash, randomBytes } from 'node:crypto';

/** 256 random bits as 43 characters that are safe in a URL. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** The id of a thing that is made here: 128 random bits as hex. */
export function newId(): string {
  return randomBytes(16).toString('hex');
}

/** An opaque token that says whose it is: `t_` a technician's, `c_` a customer's, `a_` a script's. */
export function newToken(whose: 't' | 'c' | 'a'): string {
  return `${whose}_${newSecret()}`;
}

/**
 * What the store keeps of a token: its SHA-256, as base64url. A token is 256 random bits, so nothing
 * slower is needed to keep it from being guessed. Hashes are looked up and compared as they are: how
 * long that takes tells of a hash alone, and nobody can make a token to a hash.
 */
export function hashToken(token: string): string {
  return hash('sha256', token, 'base64url');
}
