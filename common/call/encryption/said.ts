import * as v from 'valibot';

/** 32 bytes in hex. */
const Bytes32 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** Why a check failed: see `exchange.ts`. */
export const failures = [
  'malformed',
  'order',
  'commitment',
  'fingerprint',
  'unclear',
  'other',
] as const;
export type Failure = (typeof failures)[number];

/** What the two sides say to each other about one connection's certificates, over a channel of its own. */
export const Said = v.variant('type', [
  /** Words were agreed upon for these very certificates; `digest` is that of the agreement. */
  v.strictObject({ type: v.literal('known'), digest: Bytes32 }),
  /** `had`: this side had words in this session before, and they are about to be others. */
  v.strictObject({ type: v.literal('commitment'), commitment: Bytes32, had: v.boolean() }),
  v.strictObject({
    type: v.literal('reveal'),
    nonce: Bytes32,
    /** The sender's own certificate as it is on its side. */
    fingerprint: v.pipe(v.string(), v.maxLength(95)),
  }),
  /** The sender's page shows that the words have changed. */
  v.strictObject({ type: v.literal('told') }),
  v.strictObject({ type: v.literal('failed'), why: v.picklist(failures) }),
]);
export type Said = v.InferOutput<typeof Said>;

/** The longest of them, in characters. */
const LONGEST = 512;

/** A message of the other side; null for what is none. */
export function readSaid(data: unknown): Said | null {
  if (typeof data !== 'string' || data.length > LONGEST) return null;
  try {
    const said = v.safeParse(Said, JSON.parse(data));
    return said.success ? said.output : null;
  } catch {
    return null;
  }
}
