/** What a doctor looks at, in the order in which it tells. */
export type CheckName =
  | 'address'
  | 'certificate'
  | 'page'
  | 'sockets'
  | 'signalling'
  | 'server'
  | 'clock'
  | 'store'
  | 'disk'
  | 'email'
  | 'sms'
  | 'stun'
  | 'relay'
  | 'guard'
  | 'idle';

/** `warning` is for what is not set up or may soon be wrong; `not_tried` for what could not be looked at. */
export type State = 'well' | 'warning' | 'wrong' | 'not_tried';

/** What one check came to, in a sentence or two. */
export interface Finding {
  check: CheckName;
  state: State;
  /** What was found. */
  says: string;
  /** What to do about it; null where nothing is to be done. */
  todo: string | null;
}

export const well = (check: CheckName, says: string): Finding => ({
  check,
  state: 'well',
  says,
  todo: null,
});

export const warning = (check: CheckName, says: string, todo: string): Finding => ({
  check,
  state: 'warning',
  says,
  todo,
});

export const wrong = (check: CheckName, says: string, todo: string): Finding => ({
  check,
  state: 'wrong',
  says,
  todo,
});

export const notTried = (check: CheckName, says: string, todo: string | null = null): Finding => ({
  check,
  state: 'not_tried',
  says,
  todo,
});
