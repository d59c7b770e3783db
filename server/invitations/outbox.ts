import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
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

const HOUR_MS = 60 * 60_000;
/** How often is looked whether the next hour's sweep is due, in ms. */
const LOOK_EVERY_MS = 1000;

const fileName = /^(\d{15})-(?:sms|email)-([0-9a-f]{32})\.json$/;

/**
 * Messages as one JSON file each, named so that their order is that of time, readable by the owner. They
 * hold numbers, addresses and links: each is erased as late as what is personal of a session may be kept
 * (an hour at least: one is looked at after it was sent), at the start and then each hour.
 */
export function createOutbox(
  folder: string,
  clock: Clock,
  company: () => { retentionHours: number },
): Outbox {
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

  let sweptAt = -Infinity;
  let sweeping: Promise<void> | undefined;
  async function sweep(): Promise<void> {
    const now = clock.now();
    if (now - sweptAt < HOUR_MS) return;
    const oldest = now - Math.max(1, company().retentionHours) * HOUR_MS;
    const over = (await names()).filter((name) => Number(fileName.exec(name)![1]) <= oldest);
    await Promise.all(over.map((name) => rm(join(folder, name), { force: true })));
    sweptAt = now;
  }
  const look = () => {
    sweeping ??= sweep()
      // A folder that cannot be written now may be at the next look.
      .catch(() => undefined)
      .finally(() => (sweeping = undefined));
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS).unref();

  const stop = async () => {
    clearInterval(timer);
    await sweeping;
  };

  return {
    sms: {
      async send({ id, to, body }) {
        await put({ way: 'sms', at: clock.now(), id, to, body });
        return { status: 'delivered', reason: null, reference: id };
      },
      ask: null,
      readCallback: null,
      tryLogin: async () => null,
      stop,
    },
    email: {
      async send(mail) {
        await put({ way: 'email', at: clock.now(), ...mail });
        return { status: 'sent', reason: null, reference: mail.id };
      },
      tryLogin: async () => null,
      stop,
    },
    async newest() {
      return await Promise.all((await names()).slice(-SHOWN).reverse().map(read));
    },
    async byId(id) {
      const name = (await names()).find((each) => fileName.exec(each)?.[2] === id);
      return name === undefined ? null : await read(name);
    },
  };
}
