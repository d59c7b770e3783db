import type { Side } from '../../contract/session.ts';
import { createTimers } from '../../network/timers.ts';
import type { Outcome } from './digests.ts';
import { createExchange, type Exchange } from './exchange.ts';
import { fingerprintsOf, type FingerprintPair } from './fingerprint.ts';
import type { Failure } from './said.ts';
import type { Agreed } from './store.ts';

/** How long the other side may take until it is said that it does not take part, in ms. */
export const UNANSWERED_AFTER_MS = 10_000;
/** How many messages may come before both sides are described: an exchange has three. */
const MOST_EARLY = 8;

export interface GuardParts {
  role: Side;
  session: string;
  connection: Pick<
    RTCPeerConnection,
    | 'localDescription'
    | 'remoteDescription'
    | 'signalingState'
    | 'addEventListener'
    | 'removeEventListener'
  >;
  /** The connection's channel for this and nothing else: ordered and whole. */
  channel: Pick<RTCDataChannel, 'readyState' | 'send' | 'addEventListener' | 'removeEventListener'>;
  /** What was agreed upon in this session, now. */
  agreed(): Agreed | null;
  /** To be pinned from now on. */
  onAgreed(agreed: Agreed): void;
  /** The words are about to be others than before. */
  onChanged(): void;
  /** What the connection may carry, or what is to be said of it, has changed. */
  onChange(): void;
  onClose(): void;
}

/** What is to be said of one connection. */
export interface GuardSays {
  outcome: Outcome | null;
  failure: Failure | null;
  unanswered: boolean;
}

/** Decides for one connection whether picture and sound may go into it. */
export interface Guard {
  isOpen(): boolean;
  /** Null where nothing is: the words are those of before, or not there yet. */
  says(): GuardSays | null;
  /** This side's page shows that the words have changed. */
  tell(): void;
  /** What is agreed upon may have changed by another connection. */
  look(): void;
  close(): void;
}

const isOf = (agreed: Agreed, { own, other }: FingerprintPair) =>
  agreed.own === own && agreed.other === other;

export function createGuard(parts: GuardParts): Guard {
  const { role, session, connection, channel } = parts;
  const timers = createTimers();
  let pair: FingerprintPair | null = null;
  let exchange: Exchange | null = null;
  let otherHad = false;
  let outcome: Outcome | null = null;
  let failure: Failure | null = null;
  let unanswered = false;
  /** The words are others than before: both pages must show it before these are pinned. */
  let changed = false;
  let told = false;
  let otherTold = false;
  let wasOpen = parts.agreed() === null;
  let closed = false;
  /** What the other side has said before both were described here. */
  let early: unknown[] = [];

  function isOpen(): boolean {
    if (failure || closed) return false;
    const agreed = parts.agreed();
    if (agreed === null) return !otherHad;
    return pair !== null && isOf(agreed, pair);
  }

  function look(): void {
    const now = isOpen();
    if (now === wasOpen) return;
    wasOpen = now;
    parts.onChange();
  }

  function say(said: object): void {
    if (channel.readyState === 'open') channel.send(JSON.stringify(said));
  }

  function fail(why: Failure): void {
    if (closed) return;
    timers.clearAll();
    failure = why;
    wasOpen = false;
    parts.onChange();
  }

  /** Not by an exchange: there is none yet to say it. */
  function failAndSay(why: Failure): void {
    fail(why);
    say({ type: 'failed', why });
  }

  /**
   * The certificates are known as soon as both have been described, before the first packet. The event
   * that says so may come after the channel's `open` and its first messages.
   */
  function describe(): void {
    if (pair || failure || closed) return;
    const found = fingerprintsOf(connection);
    if (found === null) return;
    if (found === 'unclear') return failAndSay(found);
    pair = found;
    look();
    if (channel.readyState === 'open') exchanging(found).begin();
    for (const data of early.splice(0)) exchanging(found).hear(data);
  }

  function agree(): void {
    if (closed || failure || !pair || !outcome) return;
    parts.onAgreed({ ...pair, ...outcome });
    look();
  }

  function settled(): void {
    timers.clear('unanswered');
    unanswered = false;
  }

  function exchanging(mine: FingerprintPair): Exchange {
    const agreed = parts.agreed();
    return (exchange ??= createExchange({
      ...{ role, session, pair: mine },
      known: agreed && isOf(agreed, mine) ? agreed.digest : null,
      had: agreed !== null,
      say,
      onKept() {
        settled();
        parts.onChange();
      },
      onOtherHad() {
        otherHad = true;
        look();
      },
      onOutcome(next, others) {
        if (closed) return;
        settled();
        outcome = next;
        // Another connection may have been agreed upon since this exchange began.
        const now = parts.agreed();
        changed = others || (now !== null && !isOf(now, mine));
        if (changed) parts.onChanged();
        else agree();
        parts.onChange();
      },
      onTold() {
        otherTold = true;
        if (told) agree();
      },
      onFailed: fail,
    }));
  }

  function open(): void {
    if (failure) return say({ type: 'failed', why: failure });
    timers.set('unanswered', UNANSWERED_AFTER_MS, () => {
      const agreed = parts.agreed();
      // Where the certificates are those of before, so are the words, whatever the other side says.
      unanswered = !(agreed && pair && isOf(agreed, pair));
      parts.onChange();
    });
    if (pair) exchanging(pair).begin();
    else describe();
  }

  function hear({ data }: MessageEvent): void {
    describe();
    if (failure) return;
    if (pair) exchanging(pair).hear(data);
    else if (early.push(data) > MOST_EARLY) failAndSay('order');
  }

  connection.addEventListener('signalingstatechange', describe);
  channel.addEventListener('open', open);
  channel.addEventListener('message', hear);

  return {
    isOpen,
    says: () => (outcome || failure || unanswered ? { outcome, failure, unanswered } : null),
    tell() {
      if (!exchange || !outcome || !changed || told || failure) return;
      told = true;
      exchange.tell();
      if (otherTold) agree();
    },
    look,
    close() {
      if (closed) return;
      closed = true;
      early = [];
      timers.clearAll();
      connection.removeEventListener('signalingstatechange', describe);
      channel.removeEventListener('open', open);
      channel.removeEventListener('message', hear);
      parts.onClose();
    },
  };
}
