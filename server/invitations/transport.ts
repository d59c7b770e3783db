import type { InvitationReason, InvitationStatus } from '../../common/contract/invitation.ts';
import type { Language } from '../../common/contract/views.ts';

/** An SMS. `to` is a number as E.164; `statusUrl` is where the gateway may tell what became of it. */
export interface SmsMessage {
  /** The invitation that it is. */
  id: string;
  to: string;
  body: string;
  statusUrl: string | null;
}

/** An e-mail, as text and as HTML: an invitation, or whatever else the server has to write. */
export interface MailMessage {
  /** 128 random bits as hex; that of the invitation, where it is one. */
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  language: Language;
}

/** What became of a message, as far as it is known. `reference` is the gateway's own name for it. */
export interface Outcome {
  status: Exclude<InvitationStatus, 'sending'>;
  reason: InvitationReason | null;
  reference: string | null;
}

/** A failure, in the one form that all transports tell it. */
export function failed(reason: InvitationReason, reference: string | null = null): Outcome {
  return { status: 'failed', reason, reference };
}

/** Hands a message to a gateway. Rejects for nothing that a gateway does: the outcome says it. */
export type Send<Message> = (message: Message) => Promise<Outcome>;

/** A way to a gateway, and what it holds open. */
export interface Transport<Message> {
  send: Send<Message>;
  /** Whether the gateway takes this server's login: null, or why not. Sends nothing; rejects nothing. */
  tryLogin(): Promise<InvitationReason | null>;
  stop(): Promise<void>;
}

/** A gateway's own word on a message. */
export type Callback = Readonly<Record<string, string | string[]>>;

/** A way to an SMS gateway, which can be asked later what became of a message. */
export interface SmsTransport extends Transport<SmsMessage> {
  /** What became of the message of that reference; null where that cannot be told now. */
  ask: ((reference: string) => Promise<Outcome | null>) | null;
  /**
   * Reads what the gateway says by itself at an address of ours: `refused` for whoever is not the
   * gateway, null for what says nothing of a message. Absent where the gateway does not call, or could
   * not be told from anyone else: then it is asked.
   */
  readCallback:
    | ((signature: string, url: string, said: Callback) => Promise<Outcome | 'refused' | null>)
    | null;
}

/** The ways that are set up; null for one that is not. */
export interface Transports {
  sms: SmsTransport | null;
  email: Transport<MailMessage> | null;
}

/** How long a gateway may take for its answer, in ms: a technician on the telephone is waiting. */
export const ANSWER_WITHIN_MS = 10_000;
