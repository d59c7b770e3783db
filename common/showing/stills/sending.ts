import type { StillId } from '../said.ts';
import { LONGEST_LOAD, writePiece } from './pieces.ts';

/**
 * How many bytes wait in the channel at most, and how few before more are written. Over 10 Mbit/s and a
 * round trip of 50 ms this was as fast as a channel that was given all at once (5.3 and 5.5 Mbit/s in
 * Chromium), 64 KiB was slower (3.7), and 1 MiB no faster.
 */
export const MOST_WAITING = 256 * 1024;
const FEW_WAITING = 128 * 1024;
/** How many bytes of the still are read into memory at once. */
const READ_AT_ONCE = 16 * LONGEST_LOAD;

/** A still on its way over one channel. */
export interface Sending {
  /**
   * Whether the bytes from this one on have been or are going to be written to the channel, which
   * loses none: then they need not be sent again over it.
   */
  covers(from: number): boolean;
  /** How many bytes have been written to the channel. */
  written(): number;
  stop(): void;
}

export interface SendingOptions {
  channel: RTCDataChannel;
  still: StillId;
  blob: Blob;
  /** The first byte that is sent. */
  from: number;
  /** All of it is written. */
  onWritten(): void;
  /** The picture cannot be read, or the channel does not take it. */
  onFailed(): void;
}

/**
 * Sends a still in pieces, no faster than the channel takes them: only a part of it is ever in memory,
 * and the call's messages, which share the way, hardly wait for it.
 */
export function createSending({
  channel,
  still,
  blob,
  from,
  onWritten,
  onFailed,
}: SendingOptions): Sending {
  const stopping = new AbortController();
  const { signal } = stopping;
  let at = from;
  let resume = () => {};
  channel.addEventListener('bufferedamountlow', () => resume(), { signal });

  const isOver = () => signal.aborted || channel.readyState !== 'open';

  function room(): Promise<void> | null {
    if (channel.bufferedAmount < MOST_WAITING) return null;
    return new Promise((resolve) => (resume = resolve));
  }

  function read(start: number): Promise<ArrayBuffer> {
    const part = blob.slice(start, start + READ_AT_ONCE).arrayBuffer();
    // It may fail when nobody waits for it any more.
    part.catch(() => {});
    return part;
  }

  async function send(): Promise<void> {
    channel.bufferedAmountLowThreshold = FEW_WAITING;
    let coming = read(at);
    while (at < blob.size) {
      const part = new Uint8Array(await coming);
      // The next part is read while this one goes.
      coming = read(at + part.length);
      for (let start = 0; start < part.length; start += LONGEST_LOAD) {
        await room();
        if (isOver()) return;
        const load = part.subarray(start, start + LONGEST_LOAD);
        channel.send(writePiece({ still, offset: at, load }));
        at += load.length;
      }
    }
    onWritten();
  }

  send()
    .catch(() => {
      // A channel that closes while it is written to is followed by another one.
      if (!isOver()) onFailed();
    })
    .finally(() => stopping.abort());

  return {
    written: () => at - from,
    covers: (first) => from <= first && first <= at,
    stop: () => stopping.abort(),
  };
}
