import type { Logger } from 'pino';
import type { TechnicianSession } from '../../common/contract/views.ts';
import type { Clock } from '../clock.ts';
import type { Step } from '../http/state.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { invitationView } from '../sessions/views.ts';
import type { Company } from '../settings/company.ts';
import type { Store } from '../store/store.ts';
import { createDelivery } from './delivery.ts';
import { draftingRoutes } from './drafting.ts';
import { createFollowing } from './following.ts';
import type { InvitationHandlers, Parts } from './parts.ts';
import { createQuotas } from './quotas.ts';
import { createRecord } from './record.ts';
import { createSending } from './sending.ts';
import { takeStatus } from './status-callback.ts';
import type { Transports } from './transport.ts';
import { invitingFor } from './ways.ts';

/** Inviting customers: its routes, and where a gateway tells what became of an SMS. */
export interface Invitations {
  handlers: InvitationHandlers;
  pages: readonly Step[];
  /** Resolves when what was on its way is in the store; then closes the ways to the gateways. */
  stop(): Promise<void>;
}

export function createInvitations({
  sessions,
  ...needs
}: {
  store: Store;
  clock: Clock;
  sessions: Pick<Sessions, 'move' | 'onSweep' | 'viewFor'>;
  transports: Transports;
  company: Company;
  /** The origin where customers go, and where a gateway may call back. */
  publicUrl: string;
  log: Logger;
}): Invitations {
  const { store, clock, transports, company, publicUrl } = needs;
  const parts: Parts = { ...needs, move: sessions.move };
  const record = createRecord(sessions.move, clock);
  const delivery = createDelivery(parts, record);
  const sending = createSending(parts, createQuotas(store, company), delivery);
  const following = createFollowing(parts, delivery, record);
  const stopLooking = sessions.onSweep(following.look);
  const readCallback = transports.sms?.readCallback;

  return {
    handlers: {
      async inviting({ caller }) {
        return invitingFor(parts, caller.may);
      },
      async sendInvitation(request) {
        const { session, invitation } = await sending.send(request);
        return {
          invitation: invitationView(invitation),
          session: sessions.viewFor(session, 'technician') as TechnicianSession,
        };
      },
      ...draftingRoutes(parts),
    },
    pages: readCallback ? [takeStatus(readCallback, publicUrl, record)] : [],
    async stop() {
      stopLooking();
      await sending.settled();
      await delivery.settled();
      await following.settled();
      await Promise.all([transports.sms?.stop(), transports.email?.stop()]);
    },
  };
}
