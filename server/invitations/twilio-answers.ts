import type { InvitationReason } from '../../common/contract/invitation.ts';
import type { Outcome } from './transport.ts';

/** Twilio's error codes (twilio.com/docs/api/errors) that tell a technician what to do. */
const reasons: Readonly<Record<number, InvitationReason>> = {
  20003: 'login_refused',
  20429: 'gateway_busy',
  21211: 'number_wrong',
  21408: 'country_closed',
  21610: 'opted_out',
  21611: 'gateway_busy',
  21614: 'not_mobile',
  21635: 'not_mobile',
  30001: 'gateway_busy',
  30003: 'phone_unreachable',
  30004: 'phone_blocked',
  30005: 'number_wrong',
  30006: 'not_mobile',
  30007: 'filtered',
  30008: 'carrier_failed',
};

/** Twilio's statuses of an outbound message (twilio.com/docs/messaging/api/message-resource). */
const statuses: Readonly<Record<string, Outcome['status']>> = {
  accepted: 'queued',
  scheduled: 'queued',
  queued: 'queued',
  sending: 'queued',
  sent: 'sent',
  delivered: 'delivered',
  partially_delivered: 'delivered',
  read: 'delivered',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
};

/** What a message's status and error code say; null for a status that is none of an outbound one. */
export function outcomeOfMessage(
  status: string,
  errorCode: number | null,
  reference: string,
): Outcome | null {
  const reached = statuses[status];
  if (reached === undefined) return null;
  const reason = reached === 'failed' ? (reasons[errorCode ?? 0] ?? 'carrier_failed') : null;
  return { status: reached, reason, reference };
}

/** Errors of a connection that was never made: nothing was sent through it. */
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/**
 * Why a message could not be handed over, from what the SDK throws. A 5xx and an answer that never
 * came leave open whether it was sent.
 */
export function reasonOfRefusal(error: unknown): InvitationReason {
  const { status = 0, code } = error as { status?: number; code?: number | string };
  if (typeof code === 'string')
    return neverConnected.has(code) ? 'gateway_unreachable' : 'unknown_outcome';
  const known = reasons[code ?? 0];
  if (known !== undefined) return known;
  if (status === 401 || status === 403) return 'login_refused';
  if (status === 429) return 'gateway_busy';
  return status >= 400 && status < 500 ? 'gateway_refused' : 'unknown_outcome';
}
