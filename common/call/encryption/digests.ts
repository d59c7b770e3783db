import type { Side } from '../../contract/session.ts';
import type { Fingerprint } from './fingerprint.ts';

/** How long a nonce is, in bytes: as long as the hash, so that a commitment hides it. */
const NONCE_BYTES = 32;
/** How many words there are, and how many bits each says: the lists hold 256. */
const WORDS = 4;

const hex = (bytes: Uint8Array) =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** A nonce, in hex. */
export const newNonce = (): string => hex(crypto.getRandomValues(new Uint8Array(NONCE_BYTES)));

/**
 * SHA-256 over `parts`, each with its length before it, so that no two lists of parts are the same bytes.
 * The first names what the digest is for: none can be taken for another kind.
 */
async function digest(...parts: string[]): Promise<Uint8Array> {
  const encoder = new TextEncoder();
  const fields = parts.map((part) => encoder.encode(part));
  const bytes = new Uint8Array(fields.reduce((sum, field) => sum + 4 + field.length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const field of fields) {
    view.setUint32(at, field.length);
    bytes.set(field, at + 4);
    at += 4 + field.length;
  }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

/** What one side puts into the words. */
export interface Share {
  nonce: string;
  fingerprint: Fingerprint;
}

/** The digest by which a side commits to its share before it shows it, in hex. */
export async function commitmentTo(role: Side, session: string, share: Share): Promise<string> {
  return hex(
    await digest('lens words 1: commitment', role, session, share.nonce, share.fingerprint),
  );
}

/** What both shares come to. */
export interface Outcome {
  /** Four numbers from 0 to 255: the words' places in the list of a language. */
  words: readonly number[];
  /** By which both sides know that they have the same, in hex. */
  digest: string;
}

/** The words of two shares: the same for both sides, and of no other two shares but by a chance of one in 2^32. */
export async function outcomeOf(session: string, shares: Record<Side, Share>): Promise<Outcome> {
  const { technician, customer } = shares;
  const all = [session, technician.nonce, technician.fingerprint];
  all.push(customer.nonce, customer.fingerprint);
  const [words, whole] = await Promise.all([
    digest('lens words 1: words', ...all),
    digest('lens words 1: agreement', ...all),
  ]);
  return { words: [...words.subarray(0, WORDS)], digest: hex(whole) };
}
