import * as v from 'valibot';

/**
 * Every error code with its one HTTP status. The words stand in `common/i18n/errors`, one sentence
 * a language that says what happened and what to do now.
 */
export const errorStatus = {
  invalid_input: 400,
  not_json: 400,
  number_invalid: 400,
  address_invalid: 400,
  country_refused: 400,
  image_invalid: 400,
  not_signed_in: 401,
  sign_in_refused: 401,
  seat_refused: 401,
  second_factor_needed: 401,
  second_factor_wrong: 401,
  not_allowed: 403,
  origin_refused: 403,
  not_permitted: 403,
  sign_in_again: 403,
  password_wrong: 403,
  not_found: 404,
  session_not_found: 404,
  pin_wrong: 404,
  invitation_wrong: 404,
  technician_not_found: 404,
  group_not_found: 404,
  api_token_not_found: 404,
  sign_in_not_found: 404,
  phone_check_not_found: 404,
  check_code_wrong: 404,
  method_not_allowed: 405,
  session_already_open: 409,
  session_already_started: 409,
  session_not_ready: 409,
  session_changed: 409,
  licence_changed: 409,
  open_elsewhere: 409,
  customer_joined: 409,
  pin_needed: 409,
  way_not_set_up: 409,
  send_in_flight: 409,
  way_switched_off: 409,
  pin_extra_needed: 409,
  email_taken: 409,
  name_taken: 409,
  last_administrator: 409,
  group_in_use: 409,
  email_not_set_up: 409,
  second_factor_there: 409,
  second_factor_missing: 409,
  pin_used: 410,
  pin_expired: 410,
  session_ended: 410,
  link_used: 410,
  invitation_used: 410,
  invitation_replaced: 410,
  changed_meanwhile: 412,
  too_large: 413,
  not_json_type: 415,
  key_reused: 422,
  client_too_old: 426,
  client_too_new: 426,
  revision_needed: 428,
  too_many_attempts: 429,
  quota_reached: 429,
  pin_entry_paused: 429,
  internal: 500,
  store_unavailable: 503,
  server_stopping: 503,
} as const;

export type ErrorCode = keyof typeof errorStatus;

export const errorCodes = Object.keys(errorStatus) as ErrorCode[];

/**
 * The body of every answer that is not a 2xx. `field` names the input that was wrong, as a path
 * such as `details.phone`, and `expected` what may stand there, for a programmer; `retryAfterSeconds`
 * repeats the Retry-After header.
 */
export const ErrorBody = v.object({
  error: v.object({
    code: v.picklist(errorCodes as [ErrorCode, ...ErrorCode[]]),
    message: v.string(),
    field: v.optional(v.string()),
    expected: v.optional(v.string()),
    retryAfterSeconds: v.optional(v.number()),
    requestId: v.optional(v.string()),
  }),
});
export type ErrorBody = v.InferOutput<typeof ErrorBody>;
