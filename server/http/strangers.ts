/**
 * How many sockets of one address may be open whose owners have not been recognised yet: all the
 * panels and phones of an office that reconnect at the same moment, each for a few ms.
 */
const STRANGERS_PER_ADDRESS = 200;

/**
 * Lets a socket of an address in, or says null where too many wait already. The function that it
 * gives is called once its owner is recognised, or the socket is gone.
 */
export type Strangers = (address: string) => (() => void) | null;

/** Counts the sockets of strangers: an idle one costs memory until its time for a hello is over. */
export function countStrangers(most = STRANGERS_PER_ADDRESS): Strangers {
  const waiting = new Map<string, number>();
  return (address) => {
    const before = waiting.get(address) ?? 0;
    if (before >= most) return null;
    waiting.set(address, before + 1);
    let counted = true;
    return () => {
      if (!counted) return;
      counted = false;
      const left = (waiting.get(address) ?? 0) - 1;
      if (left > 0) waiting.set(address, left);
      else waiting.delete(address);
    };
  };
}
