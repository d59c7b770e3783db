import { createHash } from 'node:crypto';
import { decode, encode, newTransaction, type Method, type StunMessage } from './message.ts';
import type { IceServerAddress } from '../../../common/contract/ice-url.ts';
import { openWire, type TlsTrust, type Wire } from './wire.ts';

/** The server answered, and said no: `code` is its number (RFC 8489, 14.8; RFC 8656, 19). */
export class TurnRefusal extends Error {
  constructor(
    readonly code: number,
    reason: string,
  ) {
    super(`${code} ${reason}`.trim());
  }
}

/** Nothing came in time, or the connection was lost: `cause` is the error, where there was one. */
export class TurnSilence extends Error {}

/** A long-term credential (RFC 8489, 9.2). */
export interface Credentials {
  username: string;
  password: string;
}

type Attributes = StunMessage['attributes'];
/** What a message holds: addresses in it are masked by its transaction. */
export type AttributesFor = (transaction: string) => Attributes;

/** Requests and their answers with one server. */
export interface Conversation {
  /**
   * Sends a request and gives the answer to it. Throws TurnRefusal for a no, TurnSilence for none.
   * With credentials a 401 or 438 is answered by the realm and the nonce that it names, once.
   */
  ask(method: Method, attributes: AttributesFor): Promise<StunMessage>;
  /** Sends what is not answered. */
  tell(method: Method, attributes: AttributesFor): void;
  close(): void;
}

export interface ConversationOptions {
  credentials?: Credentials | undefined;
  /** How long the connection and each answer may take, in ms. */
  withinMs: number;
  onIndication?: (message: StunMessage) => void;
  trust?: TlsTrust | undefined;
}

/** How soon an unanswered request over UDP is sent again, in ms: doubled each time (RFC 8489, 6.2.1). */
const FIRST_REPEAT_MS = 500;
/** Who asks is not known yet, or the nonce is too old (RFC 8489, 9.2.5): both name a new nonce. */
const asksForProof = [401, 438];

function refusalOf({ attributes: { errorCode } }: StunMessage): TurnRefusal {
  if (errorCode === undefined || errorCode.length < 4) return new TurnRefusal(0, '');
  const code = (errorCode[2]! & 0b111) * 100 + errorCode[3]!;
  // What a stranger's server says ends up on a terminal: its letters alone.
  const reason = errorCode
    .subarray(4)
    .toString('latin1')
    .replace(/[^ -~]/g, '');
  return new TurnRefusal(code, reason.slice(0, 100));
}

/** What a request proves its sender by. */
interface Proof {
  attributes: Attributes;
  key: Buffer;
}

/** The proof that a refusal asks for; null where it asks for none that we have. */
function proofFor(
  { attributes: { realm, nonce } }: StunMessage,
  credentials: Credentials | undefined,
): Proof | null {
  if (realm === undefined || nonce === undefined || credentials === undefined) return null;
  const { username, password } = credentials;
  const secret = Buffer.concat([Buffer.from(`${username}:`), realm, Buffer.from(`:${password}`)]);
  return {
    attributes: { username: Buffer.from(username), realm, nonce },
    key: createHash('md5').update(secret).digest(),
  };
}

/** Opens a conversation. Throws TurnSilence where the server cannot be reached. */
export async function converse(
  server: IceServerAddress,
  { credentials, withinMs, onIndication = () => undefined, trust }: ConversationOptions,
): Promise<Conversation> {
  const waiting = new Map<string, (answer: StunMessage | Error) => void>();
  const silent = (cause?: unknown) => new TurnSilence('no answer', { cause });
  let lost: Error | null = null;
  let proof: Proof | null = null;

  const listener = {
    onMessage(bytes: Buffer) {
      const message = decode(bytes);
      if (message?.class === 'indication') onIndication(message);
      else if (message) waiting.get(message.transaction)?.(message);
    },
    onLost(error: Error) {
      lost ??= error;
      for (const answer of waiting.values()) answer(error);
    },
  };
  const wire: Wire = await openWire(server, listener, AbortSignal.timeout(withinMs), trust).catch(
    (error: unknown) => {
      throw silent(error);
    },
  );

  async function askOnce(method: Method, attributesFor: AttributesFor): Promise<StunMessage> {
    if (lost !== null) throw silent(lost);
    const transaction = newTransaction();
    const attributes = { ...attributesFor(transaction), ...proof?.attributes };
    const message = encode({ method, class: 'request', transaction, attributes }, proof?.key);
    let repeat: NodeJS.Timeout | undefined;
    let end: NodeJS.Timeout | undefined;
    const send = (againMs: number) => {
      wire.send(message);
      if (wire.isLossy) repeat = setTimeout(() => send(againMs * 2), againMs);
    };
    try {
      return await new Promise<StunMessage>((resolve, reject) => {
        waiting.set(transaction, (given) =>
          given instanceof Error ? reject(silent(given)) : resolve(given),
        );
        end = setTimeout(() => reject(silent()), withinMs);
        send(FIRST_REPEAT_MS);
      });
    } finally {
      waiting.delete(transaction);
      clearTimeout(repeat);
      clearTimeout(end);
    }
  }

  return {
    async ask(method, attributesFor) {
      let answer = await askOnce(method, attributesFor);
      if (answer.class === 'refusal' && asksForProof.includes(refusalOf(answer).code)) {
        const asked = proofFor(answer, credentials);
        if (asked !== null) {
          proof = asked;
          answer = await askOnce(method, attributesFor);
        }
      }
      if (answer.class === 'refusal') throw refusalOf(answer);
      return answer;
    },
    tell(method, attributesFor) {
      const transaction = newTransaction();
      const attributes = attributesFor(transaction);
      wire.send(encode({ method, class: 'indication', transaction, attributes }));
    },
    close: () => wire.close(),
  };
}
