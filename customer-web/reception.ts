import type { Api } from '../common/client/api.ts';
import { isOutage } from '../common/client/api-error.ts';
import {
  findSessionByLink,
  findSessionByPin,
  joinSession,
  serverInfo,
} from '../common/contract/routes.ts';
import type { VoiceChoice } from '../common/contract/session.ts';
import type { Language, LinkedSession, ServerInfo } from '../common/contract/views.ts';
import { backOff, wait } from '../common/network/wait.ts';
import { Visit, type VisitParts, type VisitSeat } from './visit.svelte.ts';

/** How often a join is said, where its answer may have got lost on the way. */
const JOIN_ATTEMPTS = 3;
/** How long after it a join is said again, in ms: the server takes it for a repeat from 1 s on. */
export const JOIN_AGAIN_MS = 1_500;

/** What a customer comes in by: a PIN, with four more digits where asked for, or a link whose session has been found. */
export type Entrance =
  { link?: undefined; pin: string; extra?: string } | { link: string; id: string };

/** What a customer brings to a session besides the PIN or the link. */
export interface Arrival {
  device: string;
  language: Language;
  voice: VoiceChoice;
}

/** Where a customer comes in, by a PIN, a link, or back after a reload. Its promises reject with ApiError. */
export interface Reception {
  info(): Promise<ServerInfo>;
  /** Where a link leads, which uses nothing up. While the server is `away` it goes on asking. */
  find(link: string, away: () => void): Promise<LinkedSession>;
  /** Trades a PIN or a link for a seat; says so again where the answer got lost. */
  join(entrance: Entrance, arrival: Arrival): Promise<VisitSeat>;
  visit(seat: VisitSeat, onchange: (visit: Visit) => void): Visit;
}

/** The reception of one server. */
export function createReception(parts: Omit<VisitParts, 'onchange'> & { api: Api }): Reception {
  const { api } = parts;
  /** Where a PIN leads whose join may have arrived: asked for now, it would count as used. */
  let joining: { pin: string; id: string } | null = null;

  async function idOf(entrance: Entrance): Promise<string> {
    if (entrance.link !== undefined) return entrance.id;
    const { pin, extra } = entrance;
    if (joining?.pin !== pin) {
      joining = { pin, ...(await api.call(findSessionByPin, { body: { pin, extra } })) };
    }
    return joining.id;
  }

  async function join(id: string, entrance: Entrance, arrival: Arrival, attempts: number) {
    const { link } = entrance;
    const by = link === undefined ? { pin: entrance.pin, extra: entrance.extra } : { link };
    try {
      return await api.call(joinSession, { params: { id }, body: { ...by, ...arrival } });
    } catch (error) {
      if (!isOutage(error)) joining = null;
      if (!isOutage(error) || attempts === 1) throw error;
      await wait(JOIN_AGAIN_MS);
      return join(id, entrance, arrival, attempts - 1);
    }
  }

  return {
    info: () => api.call(serverInfo),
    async find(link, away) {
      for (let attempt = 0; ; attempt += 1) {
        try {
          return await api.call(findSessionByLink, { body: { token: link }, again: true });
        } catch (error) {
          if (!isOutage(error)) throw error;
          away();
          await wait(backOff(attempt));
        }
      }
    },
    async join(entrance, arrival) {
      const id = await idOf(entrance);
      const { token, session } = await join(id, entrance, arrival, JOIN_ATTEMPTS);
      joining = null;
      return { id, token, device: arrival.device, seat: { hold: session } };
    },
    visit: (seat, onchange) => new Visit({ ...parts, onchange }, seat),
  };
}
