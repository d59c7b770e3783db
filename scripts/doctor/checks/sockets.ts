import WebSocket from 'ws';
import { doctorEventsPath, technicianEventsPath } from '../../../common/contract/events.ts';
import { CONTRACT_VERSION } from '../../../common/contract/version.ts';
import { notTried, well, wrong, warning, type Finding } from '../finding.ts';

/** How long a socket may take to open and to be answered on, in ms. */
const WITHIN_MS = 10_000;
/** The longest message that a server may say, in bytes: whoever answers may be anybody. */
const LONGEST_MESSAGE = 64 * 1024;
/** An idle limit that proxies usually have (nginx, AWS: 60 s), and a little more, in ms. */
export const USUAL_IDLE_LIMIT_MS = 65_000;

/** What a socket came to: opened and answered on, or why not. */
export type Opened = { message: string } | { status: number } | { error: string };

const at = (url: string, path: string) => `${url.replace(/^http/, 'ws')}${path}`;

/** What ends a socket: the client library says some of it by an event, some by an exception. */
const errorOf = ({ code, message }: NodeJS.ErrnoException) => code ?? message;

/** Opens a socket that nothing secret goes over, says `hello` and gives the first word of the server. */
export async function tryToOpen(address: string, hello: object | null): Promise<Opened> {
  // The certificate is looked at elsewhere: here is looked at whether the proxy lets sockets through.
  const socket = new WebSocket(address, {
    rejectUnauthorized: false,
    handshakeTimeout: WITHIN_MS,
    maxPayload: LONGEST_MESSAGE,
  });
  let end: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve) => {
      end = setTimeout(() => resolve({ error: 'silence' }), WITHIN_MS);
      socket.on('open', () => hello && socket.send(JSON.stringify(hello)));
      socket.on('message', (data) => resolve({ message: String(data) }));
      socket.on('unexpected-response', (_request, { statusCode = 0 }) =>
        resolve({ status: statusCode }),
      );
      socket.on('close', () => resolve({ error: 'closed' }));
      socket.on('error', (error) => resolve({ error: errorOf(error) }));
    });
  } finally {
    clearTimeout(end);
    socket.terminate();
  }
}

const passUpgrades =
  'Have the proxy pass WebSockets on: in nginx, proxy_http_version 1.1 and the headers Upgrade and Connection (README, "A real phone").';

function whyNot(opened: Exclude<Opened, { message: string }>): string {
  if ('status' in opened)
    return `the proxy answers HTTP ${opened.status} instead of opening a socket`;
  return opened.error === 'silence'
    ? 'the socket opens, and nothing comes through it'
    : `the connection breaks off (${opened.error})`;
}

const hello = (token: string) => ({ type: 'hello', contract: CONTRACT_VERSION, token });
/** A token of the right form that nobody has: the server's refusal is its answer. */
const nobodys = `t_${'0'.repeat(43)}`;

/** Whether the event sockets of panels and phones pass the proxy, in both directions. */
export async function lookAtSockets(url: string): Promise<Finding> {
  const opened = await tryToOpen(at(url, technicianEventsPath), hello(nobodys));
  if ('message' in opened && opened.message.includes('"refused"'))
    return well('sockets', 'The event socket opens and is answered.');
  if ('message' in opened)
    return wrong('sockets', 'Something that is not Lens answers the event socket.', passUpgrades);
  return wrong('sockets', `No event socket: ${whyNot(opened)}.`, passUpgrades);
}

/** Whether PeerServer's socket, by which two sides find each other, passes the proxy. */
export async function lookAtSignalling(url: string): Promise<Finding> {
  const path = `/peer/${'0'.repeat(32)}/peerjs?key=peerjs&id=nobody&token=none`;
  const opened = await tryToOpen(at(url, path), null);
  if ('message' in opened && opened.message.includes('"ERROR"'))
    return well('signalling', 'The socket by which calls are set up opens and is answered.');
  const why = 'message' in opened ? 'something that is not Lens answers there' : whyNot(opened);
  return wrong(
    'signalling',
    `Calls cannot be set up: ${why}.`,
    `Pass /peer/ on to Lens as all else. ${passUpgrades}`,
  );
}

/** How long a socket stood, in ms, and the error of its end where it ended by itself. */
export interface Stood {
  ms: number;
  broke: string | null;
  /** How often the server said that it is there. */
  words: number;
}

/**
 * Holds a socket that the server speaks on every 20 s, until `signal`. The token goes over it: never
 * where the certificate is not trusted.
 */
export async function holdSocket(url: string, token: string, signal: AbortSignal): Promise<Stood> {
  const socket = new WebSocket(at(url, doctorEventsPath), {
    handshakeTimeout: WITHIN_MS,
    maxPayload: LONGEST_MESSAGE,
  });
  let openedAt = performance.now();
  let words = 0;
  let refused: string | null = null;
  const stood = (broke: string | null) => ({ ms: performance.now() - openedAt, broke, words });
  try {
    return await new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve(stood(null)), { once: true });
      if (signal.aborted) resolve(stood(null));
      socket.on('open', () => {
        openedAt = performance.now();
        socket.send(JSON.stringify(hello(token)));
      });
      socket.on('message', (data) => {
        if (String(data).includes('"alive"')) words += 1;
        else refused = 'refused';
      });
      socket.on('close', (code) => resolve(stood(refused ?? `closed with ${code}`)));
      socket.on('error', (error) => resolve(stood(errorOf(error))));
    });
  } finally {
    socket.terminate();
  }
}

const seconds = (ms: number) => `${Math.max(1, Math.round(ms / 1000))} s`;

/** What it proves that a socket stood for so long. */
export function whatStandingProves({ ms, broke, words }: Stood, patient: boolean): Finding {
  if (broke === 'refused')
    return notTried(
      'idle',
      'The server lets this token hold no socket: it is not known there, or not for that.',
      'Make an API token with the scope doctor:run, or sign in again: npm run admin -- sign-in',
    );
  if (broke !== null && words === 0)
    return wrong('idle', `The socket that was to be held did not open (${broke}).`, passUpgrades);
  if (broke !== null)
    return wrong(
      'idle',
      `A socket was cut off after ${seconds(ms)} (${broke}).`,
      'Raise the idle limit of the proxy over 30 s (nginx: proxy_read_timeout): the server speaks every 20 s.',
    );
  if (words > 1)
    return well(
      'idle',
      `A socket stood for ${seconds(ms)}, and the server spoke on it ${words} times: no idle limit cuts it.`,
    );
  return (patient ? warning : notTried)(
    'idle',
    `A socket stood for ${seconds(ms)}, which does not show whether an idle limit cuts it later.`,
    'Let the doctor hold it for 65 s: npm run doctor -- --patient',
  );
}
