import * as v from 'valibot';

/** The messages that a peer may send, as PeerJS 1.5 sends them; whatever else stands in one is dropped. */
export const PeerMessage = v.variant('type', [
  v.object({ type: v.literal('HEARTBEAT') }),
  v.object({
    type: v.picklist(['OFFER', 'ANSWER', 'CANDIDATE', 'LEAVE']),
    dst: v.pipe(v.string(), v.maxLength(64)),
    payload: v.optional(v.record(v.string(), v.unknown())),
  }),
]);
export type PeerMessage = v.InferOutput<typeof PeerMessage>;

/** How deep a payload may be nested: PeerJS needs four, and far deeper ones cannot be written again. */
const DEEPEST = 8;

function isShallow(value: unknown, left = DEEPEST): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return left > 0 && Object.values(value).every((inner) => isShallow(inner, left - 1));
}

/** Whether it offers anything but a call: a data connection, for which PeerJS would make a connection at once. */
const offersOther = ({ type, ...message }: PeerMessage) =>
  type === 'OFFER' && (!('payload' in message) || message.payload?.type !== 'media');

/** A message that was found to be right: as it is understood, and as the bytes of JSON with nothing else in it. */
export interface ReadMessage {
  message: PeerMessage;
  bytes: Buffer;
}

const known: ReadonlySet<string> = new Set(['type', 'dst', 'payload']);

/** A peer's message, or null for what PeerJS would not send. */
export function readPeerMessage(data: unknown, isBinary: boolean): ReadMessage | null {
  if (isBinary) return null;
  try {
    const given: unknown = JSON.parse(String(data));
    const read = v.safeParse(PeerMessage, given);
    if (!read.success || !isShallow(given) || offersOther(read.output)) return null;
    const message = read.output;
    // As it came, where nothing is to be dropped: a description is long, and need not be written anew.
    const isWhole = Object.keys(given as object).every((key) => known.has(key));
    const bytes = isWhole && Buffer.isBuffer(data) ? data : Buffer.from(JSON.stringify(message));
    return { message, bytes };
  } catch {
    return null;
  }
}
