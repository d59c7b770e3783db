import type { Link } from './link.ts';
import { createTimers } from '../network/timers.ts';
import { wait } from '../network/wait.ts';
import { receiverStatistics, type ReceiverStatistics } from './receiver-statistics.ts';

/** What should have come back after a break, and has not. */
export type Missing = 'picture' | 'sound' | 'both';

/** How often it is looked what arrives, in ms: while all is well, and while it is awaited. */
const LOOK_EVERY_MS = 500;
const AWAITED_EVERY_MS = 100;
/**
 * What arrived until so many ms before the last of anything is expected again after a break: what had been
 * paused or muted before it is not.
 */
const TOGETHER_MS = 3_000;
/** How long it may take to be there again, in ms, until it is called missing. */
const BACK_WITHIN_MS = 4_000;

/** For how long nothing must arrive, in ms, until that is noticed: of sound a packet comes every 20 ms. */
const STILL_FOR_MS = 400;
/** A beat that was heard so short a time ago shows that a way is alive, in ms, though no media come. */
const BEATS_WITHIN_MS = 600;

/** How much of each has arrived; of sound, packets and the energy in them. */
interface Arrived {
  frames: number;
  packets: number;
  energy: number;
}

const arrivedOf = (statistics: ReceiverStatistics): Arrived => ({
  frames: statistics.framesDecoded,
  packets: statistics.soundPacketsReceived,
  energy: statistics.totalAudioEnergy,
});

/**
 * The proof that a call is really back: after a break, each kind of media that arrived before must arrive
 * again. A connection alone proves nothing: pictures come back and the voice does not.
 */
export interface Proof {
  /** Looks at what arrives over this connection from now on; its other end lets itself be heard by `beat`. */
  watch(connection: RTCPeerConnection, beat: Link['beat']): void;
  /** The way is broken: what arrived until now is awaited from here on. */
  broken(): void;
  /** There is a way again, the same or another one: is everything there? */
  mended(): void;
  /** Whether nothing is awaited any more. */
  isGiven(): boolean;
  /** What did not come back in time, until it does; null for nothing. */
  missing(): Missing | null;
  /** Looks now whether nothing arrives any more though something did: the other side is elsewhere, perhaps. */
  isStill(): Promise<boolean>;
  /** Whether nothing is heard of the other side any more, as it is watched all the time: the way is dead. */
  isSilent(): boolean;
  /** The other side is another document: nothing is expected of it. */
  startOver(): void;
  close(): void;
}

export interface ProofParts {
  /** Something has come that was awaited, or everything is there again. */
  onChange(): void;
  /** Something has not come in time. */
  onLate(): void;
  /** Nothing comes any more over a connection that says it is there, or something does again. */
  onSilent(silent: boolean): void;
}

export function createProof({ onChange, onLate, onSilent }: ProofParts): Proof {
  const timers = createTimers();
  let connection: RTCPeerConnection | null = null;
  let last: Arrived | null = null;
  const arrivedAt = { frames: -Infinity, packets: -Infinity, energy: -Infinity };
  let awaited = new Set<keyof Arrived>();
  let isBroken = false;
  let late = false;
  /** When anything last came over this very connection, and when the other end's beat did. */
  let heardAt = -Infinity;
  let beat: Link['beat'] | null = null;
  let silent = false;
  /** The next look only says from where on it counts: something came between the last one and the break. */
  let begins = false;

  /**
   * Whether neither media nor beat were heard for so long that the way is taken for dead: a browser itself takes
   * 5 to 7 s to say so. Without a beat nothing is known: what is paused and muted is as quiet as what is dead.
   */
  function isMissed(): boolean {
    const beatAt = beat?.heardAt() ?? -Infinity;
    if (!beat || beatAt === -Infinity) return false;
    return performance.now() - Math.max(heardAt, beatAt) >= beat.missedAfterMs();
  }

  async function look(): Promise<void> {
    const looked = connection;
    const statistics = looked && (await receiverStatistics(looked).catch(() => null));
    if (looked !== connection || !statistics) return;
    const now = arrivedOf(statistics);
    if (begins) last = now;
    begins = false;
    for (const key of Object.keys(now) as (keyof Arrived)[]) {
      // A new connection counts from nothing.
      if (now[key] <= (last?.[key] ?? 0)) continue;
      arrivedAt[key] = heardAt = performance.now();
      if (isBroken || !awaited.delete(key)) continue;
      if (awaited.size > 0 && !late) continue;
      late &&= awaited.size > 0;
      onChange();
    }
    last = now;
    const isNow = isMissed();
    if (isNow === silent || isBroken) return;
    silent = isNow;
    onSilent(silent);
  }

  async function again(): Promise<void> {
    await look();
    const isAwaiting = awaited.size > 0 || silent;
    if (connection) timers.set('look', isAwaiting ? AWAITED_EVERY_MS : LOOK_EVERY_MS, again);
  }

  function startOver(): void {
    timers.clearAll();
    connection = null;
    last = null;
    begins = false;
    heardAt = -Infinity;
    silent = false;
    awaited = new Set();
    isBroken = false;
    late = false;
    for (const key of Object.keys(arrivedAt) as (keyof Arrived)[]) arrivedAt[key] = -Infinity;
  }

  return {
    watch(next, itsBeat) {
      connection = next;
      beat = itsBeat;
      last = null;
      heardAt = -Infinity;
      silent = false;
      timers.clear('look');
      void again();
    },
    broken() {
      if (isBroken) return;
      isBroken = true;
      silent = false;
      timers.clear('late');
      const since = Math.max(...Object.values(arrivedAt)) - TOGETHER_MS;
      for (const key of Object.keys(arrivedAt) as (keyof Arrived)[])
        if (arrivedAt[key] > -Infinity && arrivedAt[key] >= since) awaited.add(key);
    },
    mended() {
      if (!isBroken) return;
      isBroken = false;
      if (awaited.size === 0) return;
      begins = true;
      timers.set('late', BACK_WITHIN_MS, () => {
        late = awaited.size > 0;
        if (late) onLate();
      });
      timers.clear('look');
      void again();
    },
    isGiven: () => !isBroken && (awaited.size === 0 || late),
    missing() {
      if (!late || awaited.size === 0) return null;
      if (!awaited.has('frames')) return 'sound';
      return awaited.size === 1 ? 'picture' : 'both';
    },
    async isStill() {
      await look();
      const newest = () => Math.max(...Object.values(arrivedAt));
      const before = newest();
      await wait(STILL_FOR_MS);
      await look();
      const beats = performance.now() - (beat?.heardAt() ?? -Infinity) <= BEATS_WITHIN_MS;
      return before > -Infinity && newest() === before && !beats;
    },
    isSilent: () => silent,
    startOver,
    close() {
      connection = null;
      timers.clearAll();
    },
  };
}
