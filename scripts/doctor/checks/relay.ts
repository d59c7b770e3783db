import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { DoctorFacts } from '../../../common/contract/doctor.ts';
import { isStunUrl, readIceUrl, type IceServerAddress } from '../../../common/contract/ice-url.ts';
import type { IceServer } from '../../../common/contract/views.ts';
import { allocate, askStun, type Allocation } from '../../network/turn/client.ts';
import { TurnRefusal, TurnSilence, type Credentials } from '../../network/turn/conversation.ts';
import { notTried, warning, well, wrong, type Finding } from '../finding.ts';

/** How long each answer of a STUN or TURN server may take, in ms. */
const WITHIN_MS = 5000;
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

/** Refusals by their numbers (RFC 8489, 14.8; RFC 8656, 19). */
const UNAUTHORIZED = 401;
const FORBIDDEN = 403;

/** Why a server could not be spoken with. */
function whyNot(error: unknown): readonly [says: string, todo: string] {
  if (error instanceof TurnRefusal && error.code === UNAUTHORIZED)
    return [
      'refuses the credentials',
      "LENS_TURN_SECRET must be coturn's static-auth-secret, use-auth-secret must be set, and the clocks of both servers must agree.",
    ];
  if (error instanceof TurnRefusal && error.code === FORBIDDEN)
    return [
      'refuses to carry data to its own address, as it must where both sides need it',
      "Allow the relay's own public address (allowed-peer-ip) beside what it is denied. A relay at a private or loopback address refuses itself, as it must: it is good for trying out, in one network.",
    ];
  if (error instanceof TurnRefusal)
    return [
      `refuses (${error.message})`,
      'See in the log of the relay why: a quota may be used up (user-quota, total-quota).',
    ];
  const { code = '' } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
  if (/CERT|SELF_SIGNED|UNABLE_TO_/.test(code))
    return [
      `shows a certificate that is not trusted (${code})`,
      'Give the relay a certificate for its own name, with its whole chain (cert, pkey), and let it read the renewed one.',
    ];
  if (code === 'ENOTFOUND')
    return ['has no address in the DNS', 'Add an A or AAAA record for it, or correct its name.'];
  if (code === 'ECONNREFUSED')
    return [
      'refuses connections: nothing listens there',
      'Start the relay, and check the port and the kind (UDP, TCP, TLS) that it listens on.',
    ];
  return [
    'does not answer',
    'Check that it runs, and that firewalls let its port in, by UDP as well as by TCP.',
  ];
}

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

/** Whether a STUN server tells one's address. */
export async function lookAtStun(url: string): Promise<Finding> {
  const server = readIceUrl(url);
  if (server === null)
    return wrong('stun', `${url} is no address of a STUN server.`, 'Correct LENS_STUN_URLS.');
  try {
    await askStun(server, { withinMs: WITHIN_MS });
    return well('stun', `${url} answers.`);
  } catch (error) {
    const [says, todo] = whyNot(error);
    return wrong('stun', `${url} ${says}.`, todo);
  }
}

/** A TURN server's URL with what it takes. */
interface TurnUrl {
  url: string;
  credentials: Credentials;
}

const turnUrlsOf = (servers: readonly IceServer[]): TurnUrl[] =>
  servers.flatMap(({ urls, username, credential }) =>
    username === undefined || credential === undefined
      ? []
      : urls.map((url) => ({ url, credentials: { username, password: credential } })),
  );

const stunUrlsOf = (servers: readonly IceServer[]): string[] =>
  servers.flatMap(({ urls }) => urls.filter(isStunUrl));

/** As many addresses of a kind are tried, whoever names them: each browser tries all of them at each start. */
const MOST_URLS = 16;

const tooMany = (check: 'stun' | 'relay', named: readonly unknown[]): Finding[] =>
  named.length > MOST_URLS
    ? [
        warning(
          check,
          `The server names ${named.length} addresses of this kind, of which the first ${MOST_URLS} were tried.`,
          'Name fewer: each browser tries all of them at every start.',
        ),
      ]
    : [];

const noRelay = 'between two networks that do not reach each other there is no picture';

async function everyStun(servers: readonly IceServer[], hasRelay: boolean): Promise<Finding[]> {
  const urls = stunUrlsOf(servers);
  if (urls.length > 0)
    return [
      ...(await Promise.all(urls.slice(0, MOST_URLS).map(lookAtStun))),
      ...tooMany('stun', urls),
    ];
  return [
    hasRelay
      ? notTried(
          'stun',
          'No STUN server is set up; the relay tells both sides their addresses too.',
        )
      : warning(
          'stun',
          'No STUN server is set up: a direct way is found within one network only.',
          'Run one (coturn is both) and set LENS_STUN_URLS.',
        ),
  ];
}

/** STUN and TURN, each server by each way that is configured. */
export async function lookAtRelay({
  relay,
  iceServers,
}: Pick<DoctorFacts, 'relay' | 'iceServers'>): Promise<Finding[]> {
  const turn = turnUrlsOf(iceServers);
  const stun = everyStun(iceServers, turn.length > 0);
  if (relay === 'failed')
    return [
      ...(await stun),
      wrong(
        'relay',
        `The relay gives no credentials: ${noRelay}.`,
        'See in the log of the server why; with LENS_TURN_TWILIO, check the account of LENS_TWILIO_ACCOUNT_SID.',
      ),
    ];
  if (turn.length === 0)
    return [
      ...(await stun),
      warning(
        'relay',
        `No relay is set up: ${noRelay}.`,
        'Run coturn and set LENS_TURN_URLS and LENS_TURN_SECRET (README, "Through firewalls").',
      ),
    ];
  const tried = turn
    .slice(0, MOST_URLS)
    .map(({ url, credentials }) => lookAtTurn(url, credentials));
  return [...(await stun), ...(await Promise.all(tried)), ...tooMany('relay', turn)];
}

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
