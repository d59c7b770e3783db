import type { ErrorCode } from '../contract/errors.ts';
import { getSession, takeSeat } from '../contract/routes.ts';
import type { SessionView } from '../contract/views.ts';
import type { Api } from './api.ts';
import { ApiError, isOutage } from './api-error.ts';
import { backOff, wait } from '../network/wait.ts';

/** Codes after which this document has no business in the session any more. */
const final: readonly string[] = [
  'session_not_found',
  'seat_refused',
  'not_signed_in',
  'not_allowed',
  'origin_refused',
  'client_too_old',
  'client_too_new',
] satisfies ErrorCode[];

/** The code of a failure that is for good, or null. */
export function finalCode(code: string | undefined): ErrorCode | null {
  return code !== undefined && final.includes(code) ? (code as ErrorCode) : null;
}

export interface Entering {
  api: Api;
  id: string;
  token: string;
  device: string;
  /** `take` the seat whoever has it, or only where it is this device's own or nobody's. */
  how: 'take' | 'take_if_own';
  signal: AbortSignal;
  /** A view that was read on the way. */
  onRead(session: SessionView): void;
  /** The server is out of reach; it is tried again. */
  onOutage(): void;
}

/** How it came out: `session` is the newest view. `given_up` only by the signal. */
export type Entered =
  | { as: 'held' | 'ended' | 'elsewhere'; session: SessionView }
  | { as: 'refused'; code: ErrorCode }
  | { as: 'given_up' };

/** Whether a seat may be taken unasked. A customer's page was just opened by its person: always. */
function isOwn(session: SessionView, device: string): boolean {
  if (session.side === 'customer') return true;
  return session.own.device === null || session.own.device === device;
}

/** Reads the session and takes its seat, once. Throws ApiError. */
async function attempt(entering: Entering): Promise<Entered> {
  const { api, id, token, device, how, signal } = entering;
  const session = await api.call(getSession, { params: { id }, token, signal });
  if (signal.aborted) return { as: 'given_up' };
  entering.onRead(session);
  if (session.state === 'ended') return { as: 'ended', session };
  if (how === 'take_if_own' && !isOwn(session, device)) return { as: 'elsewhere', session };
  const body = { from: session.own.generation, device };
  const held = await api.call(takeSeat, { params: { id }, body, token, signal });
  return { as: 'held', session: held };
}

/**
 * Brings a document to its seat, however often the network fails, and whoever takes the seat in
 * between: the compare-and-set lost is tried again from what the session has become.
 */
export async function enterSession(entering: Entering): Promise<Entered> {
  for (let tries = 0; !entering.signal.aborted; tries += 1) {
    try {
      return await attempt(entering);
    } catch (error) {
      if (entering.signal.aborted) break;
      const code = finalCode(error instanceof ApiError ? error.code : undefined);
      if (code) return { as: 'refused', code };
      if (isOutage(error)) entering.onOutage();
    }
    await wait(backOff(tries), entering.signal);
  }
  return { as: 'given_up' };
}
