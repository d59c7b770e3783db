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
  type === 'OFFER' && 'payload' in message && message.payload?.type !== 'media';

/** A peer's message, or null for what PeerJS would not send. */
export function readPeerMessage(data: unknown, isBinary: boolean): PeerMessage | null {
  if (isBinary) return null;
  try {
    const message: unknown = JSON.parse(String(data));
    const known = v.safeParse(PeerMessage, message);
    const isRight = known.success && isShallow(message) && !offersOther(known.output);
    return isRight ? known.output : null;
  } catch {
    return null;
  }
}
