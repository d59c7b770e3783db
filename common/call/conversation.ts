import type { Channels } from './channels.ts';
import { createMessenger, type MessengerOptions } from './messages/messenger.ts';

/** What is heard of the other side beside picture and sound; none of it is checked yet. */
export interface Heard extends Pick<MessengerOptions, 'onMessage' | 'onGlimpse'> {
  /** A piece of something large. */
  onBytes(piece: ArrayBuffer): void;
  /** The channel for what is large can be written to, or no longer. */
  onBytesWay(): void;
  /** The other side is another document, or nobody: it knows nothing of what was said before. */
  onOther(): void;
}

/** The channels of a connection that a conversation goes over. */
type Spoken = Pick<Channels, 'messages' | 'bytes'>;

/**
 * What the two documents say to each other beside picture and sound. It outlives their connections:
 * while one takes another's place it hears on both and speaks over the one that is shown.
 */
export interface Conversation {
  /** Sends what must not be lost. Messages of one side may come in another order. */
  send(message: unknown): void;
  /** Sends what the next one replaces; lost is lost. */
  glimpse(value: unknown): void;
  /** The channel for what is large, while it is open. */
  bytes(): RTCDataChannel | null;
  /** Hears what comes over a connection while it `carries`, as long as there is one. */
  listen(channels: Spoken, carries?: () => boolean): void;
  /** Speaks over this connection from now on; null for none. */
  over(channels: Spoken | null): void;
  /** The other side is another document: nothing that was meant for the former one is said to it. */
  startOver(): void;
  close(): void;
}

/** `onOverflow`: too much waits on the connection that is spoken over; it is to be another one. */
export function createConversation(heard: Heard, onOverflow?: () => void): Conversation {
  const { onMessage, onGlimpse } = heard;
  const messenger = createMessenger({ onMessage, onGlimpse, onOverflow });
  let spoken: Spoken | null = null;

  const isOpen = (channel: RTCDataChannel | undefined): channel is RTCDataChannel =>
    channel?.readyState === 'open';

  function speak(): void {
    const channel = spoken?.messages;
    messenger.over(
      isOpen(channel)
        ? {
            send(text) {
              if (!isOpen(channel)) return false;
              channel.send(text);
              return true;
            },
          }
        : null,
    );
    heard.onBytesWay();
  }

  return {
    send: messenger.send,
    glimpse: messenger.glimpse,
    bytes: () => (isOpen(spoken?.bytes) ? spoken!.bytes : null),
    listen(channels, carries = () => true) {
      channels.messages.addEventListener('message', ({ data }) => {
        if (carries()) messenger.receive(data);
      });
      channels.bytes.addEventListener('message', ({ data }) => {
        if (carries() && data instanceof ArrayBuffer) heard.onBytes(data);
      });
      for (const channel of [channels.messages, channels.bytes])
        for (const change of ['open', 'close'] as const)
          channel.addEventListener(change, () => spoken === channels && speak());
    },
    over(channels) {
      if (channels === spoken) return;
      spoken = channels;
      speak();
    },
    startOver() {
      spoken = null;
      messenger.startOver();
      speak();
      heard.onOther();
    },
    close() {
      spoken = null;
      messenger.close();
    },
  };
}
