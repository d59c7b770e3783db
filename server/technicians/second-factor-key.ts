import { Secret, TOTP } from 'otpauth';

/**
 * What every authenticator knows (RFC 6238, and the app stores' three common ones know nothing else):
 * SHA-1, six digits, a new code every 30 s.
 */
const kind = { algorithm: 'SHA1', digits: 6, period: 30 };

/** How many codes before and after the present one are taken: a phone's clock may be 30 s off. */
const STEPS_OFF = 1;

/** 160 random bits, as long as the hash (RFC 4226, section 4). */
const KEY_BYTES = 20;

/** A new key for an authenticator, in Base32. */
export function newKey(): string {
  return new Secret({ size: KEY_BYTES }).base32;
}

/** The `otpauth://` URL that an authenticator reads from a QR code: the key, and what it is for. */
export function urlOfKey(key: string, companyName: string, email: string): string {
  return new TOTP({ ...kind, secret: key, issuer: companyName, label: email }).toString();
}

/** The time step (RFC 6238, 4.2) to which a code of six digits belongs; null for a wrong one. */
export function stepOfCode(key: string, code: string, now: number): number | null {
  const off = TOTP.validate({
    ...kind,
    secret: Secret.fromBase32(key),
    token: code,
    timestamp: now,
    window: STEPS_OFF,
  });
  return off === null ? null : TOTP.counter({ period: kind.period, timestamp: now }) + off;
}
