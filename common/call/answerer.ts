import * as v from 'valibot';
import { createTimers } from '../network/timers.ts';
import type { Link } from './link.ts';
import { INTERRUPTED_FOR_MS, type Party, type PartyParts } from './party.ts';
import type { MediaConnection } from './peerjs.ts';

/**
 * What the caller says with its call: the version of this way of calling. It comes from the other
 * side's document, so it is checked like anything else from outside.
 */
export const CallMetadata = v.object({ call: v.literal(1) });
export type CallMetadata = v.InferOutput<typeof CallMetadata>;

/** How long a call may wait for the session to say that its caller is the other side, in ms. */
const KNOWN_WITHIN_MS = 5_000;
/** How long an answered call may take to connect, in ms: a little more than the caller gives it. */
const CONNECT_WITHIN_MS = 18_000;
/** After how long without a call the socket is suspected, and then how often, in ms. */
const SUSPECT_AFTER_MS = INTERRUPTED_FOR_MS + 1_500;
const SUSPECT_EVERY_MS = 10_000;

/**
 * The customer's part: answers the present technician's document and nobody else, and switches to
 * a new call as soon as it is connected.
 */
export function createAnswerer(
  parts: PartyParts & {
    /** Answers; null where PeerServer is out of reach by now, or `signal` has given it up meanwhile. */
    answer(media: MediaConnection, onChange: () => void, signal: AbortSignal): Promise<Link | null>;
  },
): Party & { incoming(media: MediaConnection): void } {
  const timers = createTimers();
  let early: MediaConnection | null = null;
  let answering: AbortController | null = null;
  let next: Link | null = null;

  function dropNext(): void {
    timers.clear('connect');
    answering?.abort();
    answering = null;
    if (next) parts.forget(next);
    next = null;
  }

  function dropEarly(): void {
    timers.clear('early');
    early?.close();
    early = null;
  }

  async function take(media: MediaConnection): Promise<void> {
    dropNext();
    timers.clear('suspect');
    const mine = (answering = new AbortController());
    // A browser may refuse to make a connection: what is not answered is called again.
    const link = await parts.answer(media, followNext, mine.signal).catch(() => null);
    if (!link) media.close();
    if (mine.signal.aborted) return void (link && parts.forget(link));
    answering = null;
    next = link;
    if (!next) return consider();
    timers.set('connect', CONNECT_WITHIN_MS, () => {
      parts.blame('media_path');
      dropNext();
      consider();
    });
  }

  function followNext(): void {
    if (next?.state() === 'connected') {
      const link = next;
      next = null;
      timers.clear('connect');
      parts.show(link);
    } else if (next?.state() === 'gone') {
      parts.blame('media_path');
      dropNext();
      consider();
    }
  }

  /** The caller finds out about a loss as soon as this side does; when it does not call, it is not heard. */
  function suspect(): void {
    parts.renewSocket();
    timers.set('suspect', SUSPECT_EVERY_MS, suspect);
  }

  function consider(): void {
    const other = parts.other();
    if (early && early.peer === other) {
      const media = early;
      early = null;
      timers.clear('early');
      void take(media);
    }
    const shown = parts.shown();
    if (!other || answering || next || !shown || shown.state() === 'connected')
      timers.clear('suspect');
    else if (!timers.pending('suspect')) timers.set('suspect', SUSPECT_AFTER_MS, suspect);
  }

  function drop(): void {
    dropNext();
    timers.clear('suspect');
  }

  return {
    consider,
    hurry() {},
    // The caller sees it go, and calls.
    distrust: parts.breakOff,
    trust() {},
    drop,
    absent() {},
    incoming(media) {
      if (!v.is(CallMetadata, media.metadata)) return media.close();
      if (media.peer === parts.other()) return void take(media);
      // A technician who reloads may call before the session has told the new document's id.
      dropEarly();
      early = media;
      timers.set('early', KNOWN_WITHIN_MS, dropEarly);
    },
    close() {
      drop();
      dropEarly();
    },
  };
}
