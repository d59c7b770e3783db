import type { Language } from '../../common/contract/views.ts';
import type { InvitationDocument } from '../store/documents.ts';
import type { Parts } from './parts.ts';
import type { Record } from './record.ts';
import { statusPath } from './status-callback.ts';
import { failed, type Outcome } from './transport.ts';
import { wordMail, wordSms, type Invited } from './wording.ts';

/** An invitation on its way to its gateway. */
export interface Letter {
  sessionId: string;
  invitation: InvitationDocument;
  said: Invited;
  language: Language;
}

/** Hands invitations to their gateways, and notes what became of them. */
export interface Delivery {
  begin(letter: Letter): void;
  /** Whether this server is handing over that invitation now. */
  isOnItsWay(invitationId: string): boolean;
  /** Resolves when none is on its way any more. */
  settled(): Promise<void>;
}

export function createDelivery(
  { publicUrl, transports, log }: Pick<Parts, 'publicUrl' | 'transports' | 'log'>,
  record: Record,
): Delivery {
  const onTheirWay = new Map<string, Promise<void>>();

  async function handOver({ sessionId, invitation, said, language }: Letter): Promise<Outcome> {
    const { id, way, to } = invitation;
    if (way === 'email')
      return (
        (await transports.email?.send({ id, to, ...wordMail(said, language), language })) ??
        failed('gateway_refused')
      );
    const { sms } = transports;
    if (sms === null) return failed('gateway_refused');
    const statusUrl = sms.readCallback && publicUrl + statusPath(sessionId, id);
    return await sms.send({ id, to, body: wordSms(said, language), statusUrl });
  }

  async function deliver(letter: Letter): Promise<void> {
    const { sessionId, invitation } = letter;
    try {
      const outcome = await handOver(letter).catch((error: unknown) => {
        // A gateway's own refusals are outcomes. Of an error only its name is logged: what an SDK
        // throws holds the whole request, with the number and the login.
        log.error({ way: invitation.way, error: (error as Error).name }, 'a transport broke');
        return failed('unknown_outcome');
      });
      if (outcome.status === 'failed')
        log.warn({ way: invitation.way, reason: outcome.reason }, 'an invitation failed');
      await record(sessionId, invitation.id, outcome);
    } catch (error) {
      // The store is away: until it is back the invitation stays "sending", then it is looked after.
      log.error({ err: error }, 'what became of an invitation could not be noted');
    }
  }

  return {
    begin(letter) {
      const { id } = letter.invitation;
      onTheirWay.set(
        id,
        deliver(letter).finally(() => onTheirWay.delete(id)),
      );
    },
    isOnItsWay: (invitationId) => onTheirWay.has(invitationId),
    async settled() {
      await Promise.all(onTheirWay.values());
    },
  };
}
