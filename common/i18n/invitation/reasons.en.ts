import type { InvitationReason } from '../../contract/invitation.ts';

/** Why an invitation failed, as the technician reads it: what happened, and what to do now. */
export const en: Readonly<Record<InvitationReason, string>> = {
  number_wrong: 'There is no such number. Check it with the customer.',
  not_mobile: 'This number takes no SMS. Ask for a mobile number, or use e-mail or the link.',
  country_closed:
    'The SMS gateway may not send to this country. Use e-mail or the link, or tell your administrator.',
  opted_out: 'This phone has asked for no more SMS (STOP). Use e-mail or the link.',
  phone_unreachable: 'The phone is off or has no network. Try again when it is on.',
  phone_blocked: 'The phone or its carrier blocks this SMS. Use e-mail or the link.',
  filtered: 'The carrier took this SMS for spam. Use e-mail or the link.',
  carrier_failed:
    'The carrier could not deliver it and does not say why. Try again, or another way.',
  address_refused: 'The mail server does not take this address. Check its spelling.',
  login_refused:
    'The gateway refuses the login of this server. Use the link, and tell your administrator.',
  gateway_insecure:
    'The mail server offers no trusted encryption. Use the link, and tell your administrator.',
  gateway_unreachable: 'The gateway does not answer. Try again, or use the link.',
  gateway_busy: 'The gateway has too much to do. Try again in a minute, or use the link.',
  gateway_refused: 'The gateway refuses this message. Use the link, and tell your administrator.',
  unknown_outcome:
    'No answer came in time: it may have been sent or not. Ask the customer before you send it again.',
};
