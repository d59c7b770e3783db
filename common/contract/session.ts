/**
 * A session's life, written once. The server moves a session along this table by an atomic
 * compare-and-set; the clients report facts and draw what they receive.
 */

/** Every state a session can be in, in the order of its life. */
export const sessionStates = ['waiting', 'joined', 'connected', 'active', 'ended'] as const;

/**
 * - `waiting`: there is a PIN and nobody has used it.
 * - `joined`: a customer's PIN was accepted; the licence is being read.
 * - `connected`: the licence was accepted; the technician may start.
 * - `active`: started; picture and voice flow.
 * - `ended`: over, for good.
 */
export type SessionState = (typeof sessionStates)[number];

/**
 * The legal moves. `waiting -> waiting`, and the ways back to `waiting`, are a new PIN: the former
 * one stops at once and a customer who had joined by it loses the seat.
 */
export const legalMoves: Readonly<Record<SessionState, readonly SessionState[]>> = {
  waiting: ['waiting', 'joined', 'ended'],
  joined: ['waiting', 'connected', 'ended'],
  connected: ['waiting', 'active', 'ended'],
  active: ['ended'],
  ended: [],
};

/** The two parties of a session. */
export const sides = ['technician', 'customer'] as const;
export type Side = (typeof sides)[number];

/** The party across from `side`. */
export function otherSide(side: Side): Side {
  return side === 'technician' ? 'customer' : 'technician';
}

/**
 * Why a session ended.
 * - `ended`: the technician ended it. - `left`: the customer left. - `declined`: the licence was.
 * - `waited_too_long`: nobody started it in time. - `seat_lost`: one side stayed away too long.
 * - `idle`: nothing was done in the panel for too long. - `closed`: an administrator ended it, or
 *   disabled or deleted its technician.
 */
export const endReasons = [
  'ended',
  'left',
  'declined',
  'waited_too_long',
  'seat_lost',
  'idle',
  'closed',
] as const;
export type EndReason = (typeof endReasons)[number];

/** Who or what ended a session. */
export const endedBy = ['technician', 'customer', 'administrator', 'server'] as const;
export type EndedBy = (typeof endedBy)[number];

/** How the two speak: in Lens, or on a telephone call they already have. */
export const voiceChoices = ['here', 'phone'] as const;
export type VoiceChoice = (typeof voiceChoices)[number];

/** How many digits a PIN has. */
export const PIN_DIGITS = 6;
/** How many more are asked for while PINs are being guessed. */
export const PIN_EXTRA_DIGITS = 4;
