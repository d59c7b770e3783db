import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { MailMessage, SmsMessage, SmsTransport, Transport } from './transport.ts';

/** A message as it lies in the outbox; `at` is ms since 1970. */
export type OutboxMessage =
  | ({ way: 'sms'; at: number } & Pick<SmsMessage, 'id' | 'to' | 'body'>)
  | ({ way: 'email'; at: number } & MailMessage);

/** A folder that takes messages in the place of gateways, for the demo and for trying things out. */
export interface Outbox {
  sms: SmsTransport;
  email: Transport<MailMessage>;
  /** The newest messages, newest first. */
  newest(): Promise<OutboxMessage[]>;
  byId(id: string): Promise<OutboxMessage | null>;
}

/** How many messages are shown. */
const SHOWN = 50;

const fileName = /^\d{15}-(?:sms|email)-([0-9a-f]{32})\.json$/;

/** Messages as one JSON file each, named so that their order is that of time, readable by the owner. */
export function createOutbox(folder: string, clock: Clock): Outbox {
  async function put(message: OutboxMessage): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const name = `${String(message.at).padStart(15, '0')}-${message.way}-${message.id}.json`;
    const text = `${JSON.stringify(message, null, 2)}\n`;
    await writeFile(join(folder, name), text, { mode: 0o600, flag: 'wx' });
  }

  async function names(): Promise<string[]> {
    const found = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return [];
    });
    return found.filter((name) => fileName.test(name)).sort();
  }

  const read = async (name: string) =>
    JSON.parse(await readFile(join(folder, name), 'utf8')) as OutboxMessage;

  const stop = async () => {};

  return {
    sms: {
      async send({ id, to, body }) {
        await put({ way: 'sms', at: clock.now(), id, to, body });
        return { status: 'delivered', reason: null, reference: id };
      },
      ask: null,
      readCallback: null,
      stop,
    },
    email: {
      async send(mail) {
        await put({ way: 'email', at: clock.now(), ...mail });
        return { status: 'sent', reason: null, reference: mail.id };
      },
      stop,
    },
    async newest() {
      return await Promise.all((await names()).slice(-SHOWN).reverse().map(read));
    },
    async byId(id) {
      const name = (await names()).find((each) => fileName.exec(each)?.[1] === id);
      return name === undefined ? null : await read(name);
    },
  };
}
