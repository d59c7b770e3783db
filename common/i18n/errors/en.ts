import type { ErrorCode } from '../../contract/errors.ts';

/** What each error code says to a person: what happened, and what to do now. */
export const en: Readonly<Record<ErrorCode, string>> = {
  invalid_input: 'Something in this form is not right. Check it and try again.',
  not_json: 'The server could not read this request. Reload the page and try again.',
  not_json_type: 'The server could not read this request. Reload the page and try again.',
  not_signed_in: 'Your sign-in has ended. Sign in again.',
  sign_in_refused: 'This e-mail and password do not fit together. Check both and try again.',
  seat_refused: 'You are no longer in this session. Ask your technician for a new PIN code.',
  not_allowed: 'You may not do this. Ask your administrator.',
  origin_refused:
    'This server does not know this extension. Ask your administrator to let it in (LENS_EXTENSION_IDS).',
  not_found: 'There is nothing at this address.',
  session_not_found: 'This session is no longer there. Start a new one.',
  pin_wrong: 'This PIN code is not right. Check the six digits with your technician.',
  method_not_allowed: 'The server does not do this at this address.',
  session_already_open: 'You already have an open session. End it before you start a new one.',
  session_already_started: 'This is not possible once the session has started.',
  session_not_ready: 'The customer is not ready yet. Wait until the customer is connected.',
  session_changed: 'The session has changed meanwhile. Look at where it stands and try again.',
  licence_changed: 'The licence has changed meanwhile. Read its new text, then accept it.',
  open_elsewhere: 'This session is open elsewhere. Continue there, or take it back here.',
  pin_used: 'This PIN code has already been used. Ask your technician for a new one.',
  pin_expired: 'This PIN code is no longer valid. Ask your technician for a new one.',
  session_ended: 'This session has ended.',
  link_used:
    'This link has already been used, or is too old. Ask your administrator for a new one.',
  too_large: 'This is too long for the server. Shorten it and try again.',
  client_too_old: 'This version is too old for the server. Update Lens, or reload the page.',
  client_too_new: 'The server is too old for this version. Ask your administrator to update it.',
  too_many_attempts: 'Too many attempts. Wait a little, then try again.',
  internal:
    'Something failed on the server. Try again; if it fails again, tell your administrator.',
  store_unavailable:
    'The server cannot reach its data for now. Nothing is lost; try again shortly.',
};
