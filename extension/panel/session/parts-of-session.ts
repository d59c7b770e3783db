import { peerServer } from '../../../common/call/peerjs.ts';
import type { Api } from '../../../common/client/api.ts';
import type { SessionLink } from '../../../common/client/session-link.ts';
import { changeDetails } from '../../../common/contract/routes.ts';
import type { TechnicianSession } from '../../../common/contract/views.ts';
import type { Company } from '../company.svelte.ts';
import { Invite } from '../invite/invite.svelte.ts';
import { LiveCall } from '../live/live-call.svelte.ts';
import type { Microphone } from '../microphone/microphone.svelte.ts';
import type { Outside } from '../outside.ts';
import { DetailsForm } from './details-form.svelte.ts';

/** What the parts of a session are made from. */
export interface PartsNeeds {
  outside: Outside;
  api: Api;
  link: SessionLink<TechnicianSession>;
  microphone: Microphone;
  company: Company;
}

/** The customer's details as they are typed; what had not reached the server is there again. */
export function openDetails(
  { outside: { keeper }, link, company }: PartsNeeds,
  { id, details }: TechnicianSession,
): DetailsForm {
  const { draft } = keeper.now();
  return new DetailsForm({
    customFields: () => company.settings?.customFields ?? null,
    details,
    draft: draft?.session === id ? draft.details : {},
    save: (body) => link.command(changeDetails, { body }),
    keep: (typed) => keeper.change({ draft: typed && { session: id, details: typed } }),
  });
}

/** Inviting the customer; `saveDetails` resolves when all that was typed is saved. */
export function openInvite(
  { outside: { keeper, openTab }, link, company }: PartsNeeds,
  session: TechnicianSession,
  saveDetails: () => Promise<void>,
): Invite {
  return new Invite({
    ...{ session, company, keeper, openTab, saveDetails },
    command: (route, input) => link.command(route, input),
  });
}

/** The call, muted where the technician had muted it before a reload. */
export function openCall(
  { outside, api, link, microphone }: PartsNeeds,
  session: TechnicianSession,
): LiveCall {
  const { keeper } = outside;
  const { id } = session;
  return new LiveCall({
    session,
    encryption: outside.encryptions.of(id),
    create: (listening) =>
      outside.createCall({
        role: 'technician',
        server: peerServer(api.baseUrl, id),
        session: link.forCall,
        ...listening,
      }),
    microphone,
    listenTogether: outside.sound.listenTogether,
    muted: keeper.now().muted === id,
    onmuted: (muted) => keeper.change({ muted: muted ? id : null }),
  });
}
