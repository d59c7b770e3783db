/** How an imitated way between two pages is. */
export interface ImitatedWay {
  /** One way, in ms. */
  delay: number;
  /** By how much a message may be later, in ms: messages overtake each other. */
  jitter: number;
  /** The share of messages that is lost; of bytes none is. */
  loss: number;
  /** How fast bytes go, in bytes per ms. */
  rate: number;
}

/** One end of a data channel, as far as the conversation looks at one. */
export class ImitatedChannel extends EventTarget {
  readyState: RTCDataChannelState = 'connecting';
  bufferedAmount = 0;
  bufferedAmountLowThreshold = 0;
  /** The most that ever waited in it, in bytes. */
  mostBuffered = 0;
  /** All that was ever written to it, in bytes. */
  written = 0;
  other!: ImitatedChannel;
  /** When the way is free for what is sent next. */
  private freeAt = 0;
  constructor(
    readonly way: ImitatedWay,
    readonly random: () => number,
    readonly isOrdered: boolean,
  ) {
    super();
  }

  send(data: string | ArrayBuffer): void {
    if (this.readyState !== 'open') throw new DOMException('closed', 'InvalidStateError');
    const size = typeof data === 'string' ? data.length : data.byteLength;
    this.written += size;
    const { delay, jitter, loss, rate } = this.way;
    if (!this.isOrdered) {
      if (this.random() >= loss) this.deliver(data, delay + this.random() * jitter);
      return;
    }
    this.bufferedAmount += size;
    this.mostBuffered = Math.max(this.mostBuffered, this.bufferedAmount);
    this.freeAt = Math.max(this.freeAt, Date.now()) + size / rate;
    setTimeout(() => this.drain(size), this.freeAt - Date.now());
    this.deliver(data, this.freeAt - Date.now() + delay);
  }

  become(state: 'open' | 'closed'): void {
    if (this.readyState === 'closed') return;
    this.readyState = state;
    this.dispatchEvent(new Event(state === 'open' ? 'open' : 'close'));
  }

  private drain(size: number): void {
    const before = this.bufferedAmount;
    this.bufferedAmount -= size;
    const threshold = this.bufferedAmountLowThreshold;
    if (before > threshold && this.bufferedAmount <= threshold)
      this.dispatchEvent(new Event('bufferedamountlow'));
  }

  private deliver(data: unknown, after: number): void {
    setTimeout(() => {
      // What is still under way when a connection ends is lost with it.
      if (this.other.readyState === 'open')
        this.other.dispatchEvent(new MessageEvent('message', { data }));
    }, after);
  }
}

/** Both ends of a data channel over this way. */
export function imitatedPair(way: ImitatedWay, random: () => number, isOrdered: boolean) {
  const one = new ImitatedChannel(way, random, isOrdered);
  const other = new ImitatedChannel(way, random, isOrdered);
  one.other = other;
  other.other = one;
  return [one, other] as const;
}

export const asChannel = (channel: ImitatedChannel) => channel as unknown as RTCDataChannel;
