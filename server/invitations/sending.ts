import { randomBytes } from 'node:crypto';
import { HttpError } from '../http/http-error.ts';
import { mustBelong } from '../sessions/caller.ts';
import { newLink } from '../sessions/links.ts';
import type { InvitationDocument, SessionDocument } from '../store/documents.ts';
import type { Delivery, Letter } from './delivery.ts';
import { readDestination } from './destination.ts';
import { mustBeWaiting, pinToTell } from './may-invite.ts';
import type { Parts } from './parts.ts';
import type { Quotas } from './quotas.ts';
import { mustBeSameWish, wishKeyOf, type SendRequest } from './wish-to-send.ts';
import type { Invited } from './wording.ts';
import { mustBeOffered } from './ways.ts';

/** How many invitations of a session are kept: the newest. */
const MOST_INVITATIONS = 50;

/** What a wish to send has led to: the session, and whether this very wish made the invitation. */
interface Asked {
  session: SessionDocument;
  invitation: InvitationDocument;
  letter: Letter | null;
}

const withKey = ({ invitations }: SessionDocument, key: string) =>
  invitations.find((each) => each.key === key);

/** Sending an invitation by a gateway; `settled` resolves when none is being asked for any more. */
export function createSending(parts: Parts, quotas: Quotas, delivery: Delivery) {
  const { store, clock, company, publicUrl, move } = parts;
  const asking = new Map<string, Promise<Asked>>();

  /** Makes the invitation, once for each wish: of several servers too, one makes it. */
  async function make(request: SendRequest, key: string, to: string): Promise<Asked> {
    const { params, body, caller, seat } = request;
    const { way, language, voice } = body;
    const id = randomBytes(16).toString('hex');
    let said: Invited | undefined;
    const session = await move(params.id, (found) => {
      if (withKey(found, key)) return null;
      mustBeWaiting(found, caller, seat);
      const now = clock.now();
      const pin = pinToTell(found, now);
      if (found.invitations.some((each) => each.status === 'sending' && each.to === to))
        throw new HttpError('send_in_flight');
      const { url, change } = newLink(found, publicUrl, { language, voice });
      const { companyName } = company();
      said = { companyName, technicianName: found.technicianName, url, pin };
      const made: InvitationDocument = {
        id,
        key,
        way,
        to,
        language,
        voice,
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

  async function ask(request: SendRequest, key: string): Promise<Asked> {
    const { params, body, caller, seat } = request;
    const found = await store.sessions.byId(params.id);
    if (found === null) throw new HttpError('session_not_found');
    mustBelong(found, caller);
    const repeated = withKey(found, key);
    if (repeated) return { session: found, invitation: repeated, letter: null };
    mustBeOffered(body.way, parts, caller.may);
    mustBeWaiting(found, caller, seat);
    pinToTell(found, clock.now());
    const to = readDestination(body.way, body.to, company());

    const sender = caller.technician._id;
    await quotas.take(sender, to);
    let letter: Letter | null = null;
    try {
      const asked = await make(request, key, to);
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
      const key = wishKeyOf(request);
      const wish = `${caller.technician._id} ${params.id} ${key}`;
      const known = asking.get(wish);
      const asked = known ?? ask(request, key).finally(() => asking.delete(wish));
      if (!known) asking.set(wish, asked);
      const { session, invitation, letter } = await asked;
      if (letter !== null && !known) delivery.begin(letter);
      else mustBeSameWish(invitation, request.body, company());
      return { session, invitation };
    },
    async settled(): Promise<void> {
      await Promise.all([...asking.values()].map((each) => each.catch(() => undefined)));
    },
  };
}
