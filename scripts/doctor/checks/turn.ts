import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { readIceUrl, type IceServerAddress } from '../../../common/contract/ice-url.ts';
import type { IceServer } from '../../../common/contract/views.ts';
import { allocate, type Allocation } from '../../network/turn/client.ts';
import { TurnRefusal, TurnSilence, type Credentials } from '../../network/turn/conversation.ts';
import { well, wrong, type Finding } from '../finding.ts';
import { MOST_URLS, UNAUTHORIZED, whyNot, WITHIN_MS } from './ice-server.ts';

/** How long data may take through the relay and back, and how often it is sent until then, in ms. */
const DATA_WITHIN_MS = 3000;
const DATA_EVERY_MS = 300;

/**
 * After how long right credentials that were refused are tried once more, in ms: coturn 4.6 refuses whoever
 * comes while another of its threads opens its database ("database is locked").
 */
const REFUSED_AGAIN_MS = 500;

/** What each way is good for, so that its failure is understood. */
const waysOf = {
  udp: 'UDP',
  tcp: 'TCP, for networks that let no UDP out',
  tls: 'TLS, for networks that let nothing but https out',
} as const;

/** Sends data by one place at the relay to the other and back; how long that took, in ms, or null. */
async function thereAndBack(
  [one, other]: readonly [Allocation, Allocation],
  heard: { one: Set<string>; other: Set<string> },
): Promise<number | null> {
  await Promise.all([one.permit(other.relayed), other.permit(one.relayed)]);
  const word = randomBytes(16);
  const begun = performance.now();
  // Over UDP some may be lost.
  for (let at = 0; at < DATA_WITHIN_MS; at += DATA_EVERY_MS) {
    one.send(other.relayed, word);
    for (let waited = 0; waited < DATA_EVERY_MS; waited += 10) {
      await wait(10);
      if (heard.other.has(word.toString('hex'))) other.send(one.relayed, word);
      if (heard.one.has(word.toString('hex'))) return performance.now() - begun;
    }
  }
  return null;
}

async function relays(server: IceServerAddress, credentials: Credentials): Promise<number | null> {
  const heard = { one: new Set<string>(), other: new Set<string>() };
  const open = (who: keyof typeof heard) =>
    allocate(server, {
      credentials,
      withinMs: WITHIN_MS,
      onData: (data) => void heard[who].add(data.toString('hex')),
    });
  const one = await open('one');
  try {
    const other = await open('other');
    try {
      return await thereAndBack([one, other], heard);
    } finally {
      await other.release();
    }
  } finally {
    await one.release();
  }
}

/** Whether a TURN server carries data, as between a phone and a panel that only reach each other by it. */
export async function lookAtTurn(url: string, credentials: Credentials): Promise<Finding> {
  const server = readIceUrl(url);
  if (server === null)
    return wrong('relay', `${url} is no address of a TURN server.`, 'Correct LENS_TURN_URLS.');
  const way = waysOf[server.transport];
  try {
    const ms = await relays(server, credentials).catch(async (error: unknown) => {
      if (!(error instanceof TurnRefusal) || error.code !== UNAUTHORIZED) throw error;
      await wait(REFUSED_AGAIN_MS);
      return await relays(server, credentials);
    });
    if (ms !== null)
      return well(
        'relay',
        `${url} relays by ${way}: what was sent came back in ${Math.round(ms)} ms.`,
      );
    return wrong(
      'relay',
      `${url} gives a place, and nothing comes through it.`,
      'Open the ports that it relays from (49152 to 65535, UDP, unless min-port and max-port say otherwise), and set external-ip where the relay stands behind a NAT.',
    );
  } catch (error) {
    const [says, todo] = whyNot(error);
    return wrong('relay', `${url} (${way}) ${says}.`, todo);
  }
}

/** A TURN server's URL with what it takes. */
export interface TurnUrl {
  url: string;
  credentials: Credentials;
}

/** Every TURN URL of these servers. */
export const turnUrlsOf = (servers: readonly IceServer[]): TurnUrl[] =>
  servers.flatMap(({ urls, username, credential }) =>
    username === undefined || credential === undefined
      ? []
      : urls.map((url) => ({ url, credentials: { username, password: credential } })),
  );

/** The first TURN server of all that answers at all, for a further look; null where none does. */
export async function firstTurn(servers: readonly IceServer[]): Promise<{
  server: IceServerAddress;
  credentials: Credentials;
  url: string;
} | null> {
  for (const { url, credentials } of turnUrlsOf(servers).slice(0, MOST_URLS)) {
    const server = readIceUrl(url);
    if (server === null) continue;
    try {
      const place = await allocate(server, { credentials, withinMs: WITHIN_MS, onData: () => {} });
      await place.release();
      return { server, credentials, url };
    } catch (error) {
      if (!(error instanceof TurnRefusal || error instanceof TurnSilence)) throw error;
    }
  }
  return null;
}
