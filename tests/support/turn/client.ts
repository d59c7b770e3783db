import {
  converse,
  TurnRefusal,
  type AttributesFor,
  type Conversation,
} from '../../../scripts/network/turn/conversation.ts';
import { maskedAddress, readMaskedAddress } from '../../../scripts/network/turn/address.ts';
import type { Method } from '../../../scripts/network/turn/message.ts';

/** How long an answer may take, in ms. */
const ANSWER_WITHIN_MS = 8_000;

export interface Credential {
  username: string;
  credential: string;
}

/** What a server answers: null for yes, or the number of its no (RFC 8489, 14.8; RFC 8656, 19). */
export type Verdict = number | null;

/** A client of a TURN server over UDP, which says what it is told, right or wrong. */
export interface TurnClient {
  /** Asks for a relayed address; `family` is that of the address, 4 unless told. */
  allocate(family?: 4 | 6): Promise<Verdict>;
  /** Asks that `peer` may be reached: what a relay refuses, it refuses here (RFC 8656, 9.2). */
  permit(peer: string): Promise<Verdict>;
  /** Asks the same by a channel (RFC 8656, 12.2). */
  bindChannel(peer: string, port: number): Promise<Verdict>;
  /** Keeps the relayed address for `seconds` more. */
  refresh(seconds: number): Promise<Verdict>;
  /**
   * Whether `text`, sent through the relayed address to `port` of this machine, came back from there: by Send
   * and Data indications (RFC 8656, 11).
   */
  echo(port: number, text: string): Promise<boolean>;
  /** Asks for its own public address, without a credential. */
  bind(): Promise<Verdict>;
  close(): void;
}

/** Four bytes of a number. */
const word = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};

/** A client that proves itself by `who`, or by nothing. */
export function turnClient(host: string, port: number, who: Credential | null): TurnClient {
  let onData: (data: string, from: number) => void = () => {};
  const opening: Promise<Conversation> = converse(
    { kind: 'turn', transport: 'udp', host, port },
    {
      ...(who && { credentials: { username: who.username, password: who.credential } }),
      withinMs: ANSWER_WITHIN_MS,
      onIndication({ attributes: { data, peerAddress }, transaction }) {
        onData(String(data), readMaskedAddress(peerAddress, transaction)?.port ?? 0);
      },
    },
  );

  async function ask(method: Method, attributes: AttributesFor): Promise<Verdict> {
    const conversation = await opening;
    try {
      await conversation.ask(method, attributes);
      return null;
    } catch (error) {
      if (error instanceof TurnRefusal) return error.code;
      throw error;
    }
  }

  const peerAt = (address: string, at: number) => (transaction: string) => ({
    peerAddress: maskedAddress({ host: address, port: at }, transaction),
  });
  const permit = (address: string) => ask('createPermission', peerAt(address, 9));

  return {
    allocate: (family = 4) =>
      ask('allocate', () => ({
        requestedTransport: Buffer.from([17, 0, 0, 0]),
        requestedFamily: Buffer.from([family === 4 ? 1 : 2, 0, 0, 0]),
      })),
    permit,
    bindChannel: (address, at) =>
      ask('channelBind', (transaction) => ({
        channelNumber: Buffer.from([0x40, 0, 0, 0]),
        ...peerAt(address, at)(transaction),
      })),
    refresh: (seconds) => ask('refresh', () => ({ lifetime: word(seconds) })),
    async echo(at, text) {
      if ((await permit('127.0.0.1')) !== null) return false;
      const { tell } = await opening;
      return await new Promise<boolean>((resolve) => {
        const late = setTimeout(() => resolve(false), ANSWER_WITHIN_MS);
        onData = (data, from) => {
          if (from !== at) return;
          clearTimeout(late);
          resolve(data === text);
        };
        tell('send', (transaction) => ({
          ...peerAt('127.0.0.1', at)(transaction),
          data: Buffer.from(text),
        }));
      });
    },
    bind: () => ask('binding', () => ({})),
    close: () =>
      void opening.then(
        (conversation) => conversation.close(),
        () => {},
      ),
  };
}
