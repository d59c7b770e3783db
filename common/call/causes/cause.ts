/**
 * What a side can find to be wrong with its own end of a running call, the worst first: of several,
 * the first one is shown. Each is told to the other side too, as a fact.
 * - `same_room`: both microphones hear the same room; it howls soon.
 * - `microphone_silent`: the microphone is on and gives nothing at all, not even the noise of a room.
 * - `unheard`: there is no microphone: not allowed, not connected, or taken away.
 * - `network_slow`: what this side sends does not get through as fast as it should, or is lost.
 * - `processor_slow`: this computer or phone does not keep up with the picture.
 * - `udp_blocked`: the media go over a relay by TCP or TLS, because this side's network passes no UDP.
 */
export const callCauses = [
  'same_room',
  'microphone_silent',
  'unheard',
  'network_slow',
  'processor_slow',
  'udp_blocked',
] as const;
export type CallCause = (typeof callCauses)[number];

/** Nothing is wrong; always the same list. */
export const noCauses: readonly CallCause[] = [];

/** Causes in their order, each once; `noCauses` where there are none. */
export function inOrder(found: Iterable<CallCause>): readonly CallCause[] {
  const all = new Set(found);
  return all.size === 0 ? noCauses : callCauses.filter((cause) => all.has(cause));
}
