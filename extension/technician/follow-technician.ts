import { openEventSocket, type EventSocketState } from '../../common/client/event-socket.ts';
import { socketUrl } from '../../common/client/socket-url.ts';
import type { ErrorCode } from '../../common/contract/errors.ts';
import { technicianEventsPath } from '../../common/contract/events.ts';
import { CONTRACT_VERSION } from '../../common/contract/version.ts';
import type { OpenSession, Technician } from '../../common/contract/views.ts';

export interface TechnicianEvents {
  /** The technician's open session, at once and at each of its changes; null when there is none. */
  onOpenSession(session: OpenSession | null, technician: Technician): void;
  /** `refused` is for good: the sign-in has ended, or client and server do not fit. */
  onLink(state: EventSocketState, code?: ErrorCode): void;
}

/** Holds the technician's own event socket, as the panel and the service worker both do. */
export function followTechnician(
  { server, token }: { server: string; token: string },
  events: TechnicianEvents,
): { close(): void } {
  return openEventSocket({
    url: socketUrl(server, technicianEventsPath),
    hello: () => ({ type: 'hello', contract: CONTRACT_VERSION, token }),
    onMessage(message) {
      if (message.type === 'technician')
        events.onOpenSession(message.openSession, message.technician);
    },
    onState: events.onLink,
  });
}
export type FollowTechnician = typeof followTechnician;
