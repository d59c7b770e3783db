import { openEventSocket, type EventSocketState } from '../../common/client/event-socket.ts';
import { socketUrl } from '../../common/client/socket-url.ts';
import type { ErrorCode } from '../../common/contract/errors.ts';
import {
  technicianEventsPath,
  technicianPace,
  type ServerMessage,
} from '../../common/contract/events.ts';
import { CONTRACT_VERSION } from '../../common/contract/version.ts';

/** Who one is and what one may, the company's settings, and one's open session. */
export type Told = Extract<ServerMessage, { type: 'technician' }>;

export interface TechnicianEvents {
  /** All that the server tells a technician: at once, and anew whenever any of it changes. */
  onTold(told: Told): void;
  /** `refused` is for good: the sign-in has ended, or client and server do not fit. */
  onLink(state: EventSocketState, code?: ErrorCode): void;
}

/** Holds the technician's own event socket, as the panel and the service worker both do. */
export function followTechnician(
  { server, token }: { server: string; token: string },
  events: TechnicianEvents,
): { close(): void } {
  return openEventSocket({
    pace: technicianPace,
    url: socketUrl(server, technicianEventsPath),
    hello: () => ({ type: 'hello', contract: CONTRACT_VERSION, token }),
    onMessage(message) {
      if (message.type === 'technician') events.onTold(message);
    },
    onState: events.onLink,
  });
}
export type FollowTechnician = typeof followTechnician;
