import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Step } from '../http/state.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { invitationView, technicianView } from '../sessions/views.ts';
import type { Store } from '../store/store.ts';
import { createDelivery } from './delivery.ts';
import { draftingRoutes } from './drafting.ts';
import { createFollowing } from './following.ts';
import type { InvitationHandlers, InvitationSettings, Parts } from './parts.ts';
import { createQuotas } from './quotas.ts';
import { createRecord } from './record.ts';
import { createSending } from './sending.ts';
import { takeStatus } from './status-callback.ts';
import type { Transports } from './transport.ts';

/** Inviting customers: its routes, and where a gateway tells what became of an SMS. */
export interface Invitations {
  handlers: InvitationHandlers;
  pages: readonly Step[];
  /** Resolves when what was on its way is in the store; then closes the ways to the gateways. */
  stop(): Promise<void>;
}

const wayOf = (transport: object | null) =>
  transport ? { ready: true, reason: null } : { ready: false, reason: 'not_set_up' as const };

export function createInvitations({
  sessions,
  ...needs
}: {
  store: Store;
  clock: Clock;
  sessions: Pick<Sessions, 'move' | 'onSweep'>;
  transports: Transports;
  settings: InvitationSettings;
  log: Logger;
}): Invitations {
  const { store, clock, transports, settings } = needs;
  const parts: Parts = { ...needs, move: sessions.move };
  const record = createRecord(sessions.move, clock);
  const delivery = createDelivery(parts, record);
  const sending = createSending(parts, createQuotas(store, settings), delivery);
  const following = createFollowing(parts, delivery, record);
  const stopLooking = sessions.onSweep(following.look);
  const readCallback = transports.sms?.readCallback;

  return {
    handlers: {
      async inviting() {
        const { defaultCountry, defaultLanguage, smsCountries } = settings;
        return {
          sms: wayOf(transports.sms),
          email: wayOf(transports.email),
          ownMail: { ready: true, reason: null },
          link: { ready: true, reason: null },
          qr: { ready: true, reason: null },
          defaultCountry,
          defaultLanguage,
          smsCountries: [...smsCountries],
        };
      },
      async sendInvitation(request) {
        const { session, invitation } = await sending.send(request);
        return {
          invitation: invitationView(invitation),
          session: technicianView(session, clock.now(), settings),
        };
      },
      ...draftingRoutes(parts),
    },
    pages: readCallback ? [takeStatus(readCallback, settings.publicUrl, record)] : [],
    async stop() {
      stopLooking();
      await sending.settled();
      await delivery.settled();
      await following.settled();
      await Promise.all([transports.sms?.stop(), transports.email?.stop()]);
    },
  };
}
