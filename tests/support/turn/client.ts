import { createHash, randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import {
  attribute,
  decode,
  encode,
  method,
  readXored,
  transactionOf,
  xored,
  type Answer,
  type Attributes,
} from './message.ts';

/** How long an answer may take, in ms, and how often a request is said again until then. */
const ANSWER_WITHIN_MS = 8_000;
const AGAIN_EVERY_MS = 500;

export interface Credential {
  username: string;
  credential: string;
}

/** A client of a TURN server over UDP, which says what it is told, right or wrong. */
export interface TurnClient {
  /** Asks for a relayed address; `family` is that of the address, 4 unless told. */
  allocate(family?: 4 | 6): Promise<Answer>;
  /** Asks that `peer` may be reached: what a relay refuses, it refuses here (RFC 8656, 9.2). */
  permit(peer: string): Promise<Answer>;
  /** Asks the same by a channel (RFC 8656, 12.2). */
  bindChannel(peer: string, port: number): Promise<Answer>;
  /** Keeps the relayed address for `seconds` more. */
  refresh(seconds: number): Promise<Answer>;
  /** Whether `text`, sent through the relayed address to `port` of this machine, came back from there. */
  echo(port: number, text: string): Promise<boolean>;
  /** Asks for its own public address, without a credential. */
  bind(): Promise<Answer>;
  close(): void;
}

/** Four bytes of a number. */
const word = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};

export function turnClient(host: string, port: number, who: Credential): TurnClient {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  const waiting = new Map<string, (message: Buffer) => void>();
  let onData: (data: Buffer) => void = () => {};
  let realm = Buffer.alloc(0);
  let nonce = Buffer.alloc(0);
  socket.on('message', (message) => {
    if (message[0]! >= 0x40) return onData(message.subarray(4, 4 + message.readUInt16BE(2)));
    waiting.get(transactionOf(message))?.(message);
  });

  function once(kind: number, fill: (transaction: Buffer) => Attributes, signed: boolean) {
    const transaction = randomBytes(12);
    const id = transaction.toString('hex');
    const key = createHash('md5').update(`${who.username}:${realm}:${who.credential}`).digest();
    const attributes: Attributes = [
      ...fill(transaction),
      ...(signed
        ? ([
            [attribute.username, Buffer.from(who.username)],
            [attribute.realm, realm],
            [attribute.nonce, nonce],
          ] as Attributes)
        : []),
    ];
    const request = encode(kind, transaction, attributes, signed ? key : null);
    return new Promise<Answer>((resolve, reject) => {
      const say = () => socket.send(request, port, host);
      const again = setInterval(say, AGAIN_EVERY_MS);
      const late = setTimeout(() => {
        clearInterval(again);
        reject(new Error('The TURN server does not answer.'));
      }, ANSWER_WITHIN_MS);
      waiting.set(id, (message) => {
        clearInterval(again);
        clearTimeout(late);
        waiting.delete(id);
        resolve(decode(message));
      });
      say();
    });
  }

  /** Asks, with the realm and nonce that the server wants (RFC 8489, 9.2); it may want another one soon. */
  async function ask(kind: number, fill: (transaction: Buffer) => Attributes): Promise<Answer> {
    for (let tries = 0; ; tries += 1) {
      const answer = await once(kind, fill, nonce.length > 0);
      const wanted = answer.get(attribute.nonce);
      const isChallenge = answer.error === 401 || answer.error === 438;
      if (!isChallenge || tries > 2 || !wanted || nonce.equals(wanted)) return answer;
      realm = Buffer.from(answer.get(attribute.realm) ?? realm);
      nonce = Buffer.from(wanted);
    }
  }

  const peer = (address: string, at: number) => (transaction: Buffer) =>
    [attribute.peerAddress, xored(address, at, transaction)] as [number, Buffer];

  const bindChannel = (address: string, at: number) =>
    ask(method.channelBind, (transaction) => [
      [attribute.channelNumber, Buffer.from([0x40, 0, 0, 0])],
      peer(address, at)(transaction),
    ]);

  return {
    allocate: (family = 4) =>
      ask(method.allocate, () => [
        [attribute.transport, Buffer.from([17, 0, 0, 0])],
        [attribute.addressFamily, Buffer.from([family === 4 ? 1 : 2, 0, 0, 0])],
      ]),
    permit: (address) => ask(method.createPermission, (of) => [peer(address, 9)(of)]),
    bindChannel,
    refresh: (seconds) => ask(method.refresh, () => [[attribute.lifetime, word(seconds)]]),
    async echo(at, text) {
      if (!(await bindChannel('127.0.0.1', at)).ok) return false;
      const back = new Promise<boolean>((resolve) => {
        onData = (data) => resolve(data.toString() === text);
        setTimeout(() => resolve(false), ANSWER_WITHIN_MS).unref();
      });
      const data = Buffer.from(text);
      const head = Buffer.from([0x40, 0, 0, data.length]);
      socket.send(Buffer.concat([head, data]), port, host);
      return await back;
    },
    bind: () => once(method.binding, () => [], false),
    close: () => socket.close(),
  };
}

export { readXored, attribute };
