import type { InvitationReason } from '../../common/contract/invitation.ts';

/** What nodemailer tells of a mail that was not taken (nodemailer.com/errors). */
export interface MailError {
  code?: string;
  /** The server's reply (RFC 5321, 4.2), where it gave one. */
  responseCode?: number;
  /** The command that it was the reply to. */
  command?: string;
  /** Node's name for the error beneath, such as that of a certificate. */
  originalCode?: string;
}

/** Errors before a connection was made, or between it and the first command. */
const unreachable = new Set(['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EDNS', 'EABORT', 'EPROTOCOL']);

/** Node's names for certificates that are not trusted, and for a peer that speaks no TLS. */
const noTrust = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO/;

/** Whether a mail server has said no, for now (4xx) or for good (5xx): then the mail was not sent. */
export function isRefusal({ responseCode = 0 }: MailError): boolean {
  return responseCode >= 400 && responseCode < 600;
}

/** Why a mail was not sent. */
export function reasonOfMailError(error: MailError): InvitationReason {
  const { code = '', responseCode = 0, command = '', originalCode = '' } = error;
  if (code === 'EAUTH' || code === 'ENOAUTH' || responseCode === 530 || responseCode === 535)
    return responseCode >= 400 && responseCode < 500 ? 'gateway_busy' : 'login_refused';
  if (code === 'ETLS' || noTrust.test(originalCode)) return 'gateway_insecure';
  if (responseCode >= 400 && responseCode < 500) return 'gateway_busy';
  if (responseCode >= 500) return command === 'RCPT TO' ? 'address_refused' : 'gateway_refused';
  return unreachable.has(code) ? 'gateway_unreachable' : 'gateway_refused';
}

/** Whether a mail that was surely not sent might be taken at once, at a second try. */
export function isWorthAnotherTry({ code = '' }: MailError, reason: InvitationReason): boolean {
  const late = code === 'ETIMEDOUT' || code === 'EABORT';
  return reason === 'gateway_busy' || (reason === 'gateway_unreachable' && !late);
}
