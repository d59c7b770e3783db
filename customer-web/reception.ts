import type { Api } from '../common/client/api.ts';
import { findSessionByPin, joinSession, serverInfo } from '../common/contract/routes.ts';
import type { VoiceChoice } from '../common/contract/session.ts';
import type { Language, ServerInfo } from '../common/contract/views.ts';
import { Visit, type VisitParts, type VisitSeat } from './visit.svelte.ts';

/** What a customer brings to a session besides the PIN. */
export interface Arrival {
  device: string;
  language: Language;
  voice: VoiceChoice;
}

/** Where a customer comes in, by a PIN or back after a reload. Its promises reject with ApiError. */
export interface Reception {
  info(): Promise<ServerInfo>;
  /** Trades a PIN for a seat. */
  join(pin: string, arrival: Arrival): Promise<VisitSeat>;
  visit(seat: VisitSeat, onchange: (visit: Visit) => void): Visit;
}

/** The reception of one server. */
export function createReception(parts: Omit<VisitParts, 'onchange'> & { api: Api }): Reception {
  return {
    info: () => parts.api.call(serverInfo),
    async join(pin, arrival) {
      const { id } = await parts.api.call(findSessionByPin, { body: { pin } });
      const { token, session } = await parts.api.call(joinSession, {
        params: { id },
        body: { pin, ...arrival },
      });
      return { id, token, device: arrival.device, seat: { hold: session } };
    },
    visit: (seat, onchange) => new Visit({ ...parts, onchange }, seat),
  };
}
