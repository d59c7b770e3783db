import { randomBytes } from 'node:crypto';
import type { InvitationWay } from '../../common/contract/invitation.ts';
import { HttpError } from '../http/http-error.ts';
import { mustBelong } from '../sessions/caller.ts';
import { newLink } from '../sessions/links.ts';
import type { InvitationDocument, SessionDocument } from '../store/documents.ts';
import type { Delivery, Letter } from './delivery.ts';
import { readDestination } from './destination.ts';
import { mustBeWaiting, pinToTell } from './may-invite.ts';
import type { InvitationHandlers, Parts } from './parts.ts';
import type { Quotas } from './quotas.ts';
import type { Invited } from './wording.ts';

/** How many invitations of a session are kept: the newest. */
const MOST_INVITATIONS = 50;

/** What a wish to send has led to: the session, and whether this very wish made the invitation. */
interface Asked {
  session: SessionDocument;
  invitation: InvitationDocument;
  letter: Letter | null;
}

type SendRequest = Parameters<InvitationHandlers['sendInvitation']>[0];

/** The wish's own name: the header's, the body's, or one that no other request has. */
const keyOf = ({ wish, body }: SendRequest) => (wish?.key ?? body.key)!;

const withKey = ({ invitations }: SessionDocument, key: string) =>
  invitations.find((each) => each.key === key);

/** Sending an invitation by a gateway; `settled` resolves when none is being asked for any more. */
export function createSending(
  { store, clock, settings, transports, move }: Parts,
  quotas: Quotas,
  delivery: Delivery,
) {
  const asking = new Map<string, Promise<Asked>>();

  /** Makes the invitation, once for each wish: of several servers too, one makes it. */
  async function make(request: SendRequest, way: InvitationWay, to: string): Promise<Asked> {
    const { params, body, caller, seat } = request;
    const { language, voice } = body;
    const key = keyOf(request);
    const id = randomBytes(16).toString('hex');
    let said: Invited | undefined;
    const session = await move(params.id, (found) => {
      if (withKey(found, key)) return null;
      mustBeWaiting(found, caller, seat);
      const now = clock.now();
      const pin = pinToTell(found, now);
      if (found.invitations.some((each) => each.status === 'sending' && each.to === to))
        throw new HttpError('send_in_flight');
      const { url, change } = newLink(found, settings.publicUrl, { language, voice });
      const { companyName } = settings;
      said = { companyName, technicianName: found.technicianName, url, pin };
      const made: InvitationDocument = {
        id,
        key,
        way,
        to,
        at: now,
        changedAt: now,
        status: 'sending',
        reason: null,
        reference: null,
      };
      return { ...change, invitations: [...found.invitations, made].slice(-MOST_INVITATIONS) };
    });
    const invitation = withKey(session, key)!;
    const isOurs = invitation.id === id && said !== undefined;
    const letter = isOurs ? { sessionId: params.id, invitation, said: said!, language } : null;
    return { session, invitation, letter };
  }

  async function ask(request: SendRequest): Promise<Asked> {
    const { params, body, caller, seat } = request;
    const found = await store.sessions.byId(params.id);
    if (found === null) throw new HttpError('session_not_found');
    mustBelong(found, caller);
    const repeated = withKey(found, keyOf(request));
    if (repeated) return { session: found, invitation: repeated, letter: null };
    mustBeWaiting(found, caller, seat);
    pinToTell(found, clock.now());
    if (transports[body.way] === null) throw new HttpError('way_not_set_up');
    const to = readDestination(body.way, body.to, settings);

    const sender = caller.technician._id;
    await quotas.take(sender, to);
    let letter: Letter | null = null;
    try {
      const asked = await make(request, body.way, to);
      letter = asked.letter;
      return asked;
    } finally {
      if (letter === null) await quotas.giveBack(sender, to);
    }
  }

  return {
    /** Repeats of a wish that come together share one answer, so that none of them counts twice. */
    async send(request: SendRequest): Promise<Omit<Asked, 'letter'>> {
      const { caller, params } = request;
      const wish = `${caller.technician._id} ${params.id} ${keyOf(request)}`;
      const known = asking.get(wish);
      if (known) return await known;
      const asked = ask(request).finally(() => asking.delete(wish));
      asking.set(wish, asked);
      const { session, invitation, letter } = await asked;
      if (letter !== null) delivery.begin(letter);
      return { session, invitation };
    },
    async settled(): Promise<void> {
      await Promise.all([...asking.values()].map((each) => each.catch(() => undefined)));
    },
  };
}
