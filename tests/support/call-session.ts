import type { CallSession } from '../../common/contract/call-session.ts';

/** A call's session with a server that always answers and tells nothing by itself. */
export const callSession = (
  access: CallSession['access'],
  more: Partial<CallSession> = {},
): CallSession => ({
  access,
  iceServers: async () => [],
  onCallable: () => () => {},
  reportFlowing() {},
  doubt() {},
  networkAway() {},
  isReached: () => true,
  onReached: () => () => {},
  ...more,
});
