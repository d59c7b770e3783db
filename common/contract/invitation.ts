/** What an invitation is and what can become of it; the words stand in `common/i18n/invitation`. */

/** The ways by which the server itself invites. Link, QR code and one's own mail program need none. */
export const invitationWays = ['sms', 'email'] as const;
export type InvitationWay = (typeof invitationWays)[number];

/**
 * - `sending`: being handed to the gateway. - `queued`: the gateway has it.
 * - `sent`: it has left the gateway; for an e-mail, the last thing that can be known.
 * - `delivered`: the phone has it. - `failed`: it did not get there, or nobody knows; see its reason.
 */
export const invitationStatuses = ['sending', 'queued', 'sent', 'delivered', 'failed'] as const;
export type InvitationStatus = (typeof invitationStatuses)[number];

/**
 * Why an invitation failed. The numbers are Twilio's error codes (twilio.com/docs/api/errors) or SMTP
 * replies (RFC 5321, 4.2.3) that mean it.
 * - `number_wrong`: no such number (21211, 30005). - `not_mobile`: takes no SMS (21614, 21635, 30006).
 * - `country_closed`: the gateway's account may not send there (21408).
 * - `opted_out`: this phone has answered STOP (21610). - `phone_unreachable`: off, no network (30003).
 * - `phone_blocked`: the carrier or the phone blocks it (30004). - `filtered`: taken for spam (30007).
 * - `carrier_failed`: the carrier does not say why (30008).
 * - `address_refused`: the mail server does not take this address (550, 551, 553 and the like).
 * - `login_refused`: the gateway refuses this server's login (20003; 535).
 * - `gateway_insecure`: no trusted encryption with it. - `gateway_unreachable`: it does not answer.
 * - `gateway_busy`: it has too much to do (20429; 421, 450). - `gateway_refused`: it says no otherwise.
 * - `unknown_outcome`: the answer never came: it may have been sent or not.
 */
export const invitationReasons = [
  'number_wrong',
  'not_mobile',
  'country_closed',
  'opted_out',
  'phone_unreachable',
  'phone_blocked',
  'filtered',
  'carrier_failed',
  'address_refused',
  'login_refused',
  'gateway_insecure',
  'gateway_unreachable',
  'gateway_busy',
  'gateway_refused',
  'unknown_outcome',
] as const;
export type InvitationReason = (typeof invitationReasons)[number];

/**
 * Where an invitation's link keeps its token: in the fragment, which no server, log or Referer sees.
 * `https://help.example.com/#j=<token>`.
 */
export const LINK_FRAGMENT = '#j=';
