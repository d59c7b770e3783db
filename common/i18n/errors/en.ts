import type { ErrorCode } from '../../contract/errors.ts';

/** What each error code says to a person: what happened, and what to do now. */
export const en: Readonly<Record<ErrorCode, string>> = {
  invalid_input: 'Something that was given is not right. Check it and try again.',
  not_json: 'The server could not read this request: its body is not JSON. On a page, reload it.',
  not_json_type:
    'The server could not read this request: it takes application/json. On a page, reload it.',
  number_invalid: 'This is not a telephone number that can be reached. Check its digits.',
  address_invalid: 'This is not an e-mail address. Check its spelling.',
  country_refused:
    'This server sends no SMS to that country. Invite by e-mail or link, or ask your administrator.',
  not_signed_in: 'Your sign-in has ended. Sign in again.',
  sign_in_refused: 'This e-mail and password do not fit together. Check both and try again.',
  seat_refused: 'You are no longer in this session. Ask your technician for a new PIN code.',
  not_allowed: 'You may not do this. Ask your administrator.',
  sign_in_again:
    'This takes a sign-in of less than 15 minutes. Sign out, sign in again, then do it once more.',
  origin_refused:
    'This server does not know this extension. Ask your administrator to let it in (LENS_EXTENSION_IDS).',
  not_found: 'There is nothing at this address.',
  session_not_found: 'This session is no longer there. Start a new one.',
  pin_wrong: 'This PIN code is not right. Check the six digits with your technician.',
  invitation_wrong:
    'This link is not complete, or its session is long over. Ask your technician for a new one.',
  method_not_allowed: 'The server does not do this at this address.',
  session_already_open: 'You already have an open session. End it before you start a new one.',
  session_already_started: 'This is not possible once the session has started.',
  session_not_ready: 'The customer is not ready yet. Wait until the customer is connected.',
  session_changed: 'The session has changed meanwhile. Look at where it stands and try again.',
  licence_changed: 'The licence has changed meanwhile. Read its new text, then accept it.',
  open_elsewhere: 'This session is open elsewhere. Continue there, or take it back here.',
  customer_joined: 'The customer is already there. To invite again, make a new PIN first.',
  pin_needed: 'The PIN code is no longer valid. Make a new PIN, then invite the customer.',
  way_not_set_up:
    'This way of inviting is not set up on this server. Use another one, or ask your administrator.',
  send_in_flight: 'An invitation is on its way there. Wait until it is sent.',
  pin_used: 'This PIN code has already been used. Ask your technician for a new one.',
  pin_expired: 'This PIN code is no longer valid. Ask your technician for a new one.',
  session_ended: 'This session has ended.',
  link_used:
    'This link has already been used, or is too old. Ask your administrator for a new one.',
  invitation_used: 'This link has already been used. Ask your technician for a new one.',
  invitation_replaced:
    'Your technician has made a new PIN code, and this link has stopped. Use the newest message, or ask for one.',
  too_large: 'This is too long for the server. Shorten it and try again.',
  client_too_old: 'This version is too old for the server. Update Lens, or reload the page.',
  client_too_new: 'The server is too old for this version. Ask your administrator to update it.',
  too_many_attempts: 'Too many attempts. Wait a little, then try again.',
  quota_reached: 'Too many invitations in a short time. Wait a little, or use the link.',
  internal:
    'Something failed on the server. Try again; if it fails again, tell your administrator.',
  store_unavailable:
    'The server cannot reach its data for now. Nothing is lost; try again shortly.',
  image_invalid:
    'This is not an image that can be read, or it is too large. Choose a PNG, JPEG or WebP of 2 MB and 5 megapixels at most.',
  second_factor_needed: 'Now give the code that your authenticator shows.',
  second_factor_wrong:
    'This code is not right, or its time is over. Give the one shown now, or a recovery code.',
  not_permitted: 'Your group may not do this. Ask your administrator.',
  password_wrong: 'This is not your present password. Check it and try again.',
  technician_not_found: 'There is no such technician.',
  group_not_found: 'There is no such group.',
  api_token_not_found: 'There is no such API token.',
  phone_check_not_found: 'There is no such check of a phone, or its time is over.',
  check_code_wrong:
    'This link for a check was already used, or its ten minutes are over. Ask for a new one.',
  sign_in_not_found: 'This sign-in has already ended.',
  way_switched_off: 'Your company does not use this way of inviting. Use another one.',
  pin_extra_needed:
    'Many wrong PIN codes are being tried right now. Ask your technician for the four extra digits.',
  email_taken: 'Another technician has this e-mail address.',
  name_taken: 'Another group has this name.',
  last_administrator: 'This is the last administrator. Make somebody else one first.',
  group_in_use: 'This group still has technicians. Give them another group first.',
  email_not_set_up:
    'E-mail is not set up on this server. Have the link shown, and hand it on yourself.',
  second_factor_there: 'This account already has a second factor. Remove it first.',
  second_factor_missing: 'This account has no second factor.',
  changed_meanwhile: 'Somebody else has changed this meanwhile. Look at it anew, then change it.',
  key_reused: 'This idempotency key was used for another request. Use a new one.',
  revision_needed: 'Say which revision you change: in If-Match, or as revision in the body.',
  pin_entry_paused:
    'PIN codes cannot be used for now, because too many wrong ones are being tried. Ask your technician to send you a link.',
  server_stopping: 'The server is being restarted. Try again in a moment.',
};
