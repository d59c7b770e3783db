import * as v from 'valibot';
import { CONTRACT_VERSION } from '../../../common/contract/version.ts';
import { ServerInfo } from '../../../common/contract/views.ts';

/** Why an address cannot be used, each with its own words. */
export type AddressFault =
  | 'missing'
  | 'malformed'
  | 'insecure'
  | 'unreachable'
  | 'unreachable_https'
  | 'refuses'
  | 'not_lens'
  | 'client_too_old'
  | 'client_too_new';

/** What is typed, as an origin: `lens.example.com` is taken for https, `localhost` for http. */
export function readAddress(typed: string): { origin: string } | { fault: AddressFault } {
  const text = typed.trim();
  if (!text) return { fault: 'missing' };
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
    ? text
    : `${/^localhost(:|\/|$)/i.test(text) ? 'http' : 'https'}://${text}`;
  let url: URL;
  try {
    url = new URL(withScheme);
  } catch {
    return { fault: 'malformed' };
  }
  // Chrome takes "not a server!!" for a name too, with its spaces percent-encoded.
  if (/[^\w.:[\]-]/.test(url.hostname)) return { fault: 'malformed' };
  if (url.username || url.password) return { fault: 'malformed' };
  if (url.protocol === 'http:')
    return url.hostname === 'localhost' ? { origin: url.origin } : { fault: 'insecure' };
  return url.protocol === 'https:' ? { origin: url.origin } : { fault: 'malformed' };
}

/** How long a server has to say what it is, in ms. */
export const INFO_WITHIN_MS = 8_000;

/**
 * Asks the server at `origin` what it is. A browser tells neither "no server" from "certificate not
 * trusted" nor either from "answers, but refuses this origin": the last is found by asking again
 * without CORS, whose answer cannot be read but is an answer.
 */
export async function askServer(
  origin: string,
  send: typeof fetch = fetch,
): Promise<{ info: ServerInfo } | { fault: AddressFault; technical?: string }> {
  const ask = (init: RequestInit) =>
    send(`${origin}/api/info`, {
      ...init,
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(INFO_WITHIN_MS),
    });
  try {
    const answer = await ask({ headers: { accept: 'application/json' } });
    if (answer.status === 403) return { fault: 'refuses', technical: 'HTTP 403' };
    const info = v.safeParse(ServerInfo, await answer.json().catch(() => null));
    if (!info.success) return { fault: 'not_lens', technical: `HTTP ${answer.status}` };
    const { oldest, newest } = info.output.contract;
    if (CONTRACT_VERSION < oldest) return { fault: 'client_too_old' };
    if (CONTRACT_VERSION > newest) return { fault: 'client_too_new' };
    return { info: info.output };
  } catch (error) {
    const technical = String(error);
    const answers = await ask({ mode: 'no-cors' }).then(
      () => true,
      () => false,
    );
    if (answers) return { fault: 'refuses', technical };
    return {
      fault: origin.startsWith('https:') ? 'unreachable_https' : 'unreachable',
      technical,
    };
  }
}
