import { createTimers } from '../network/timers.ts';
import { whenBack } from '../network/when-back.ts';
import { createAnswerer, type CallMetadata } from './answerer.ts';
import type {
  Call,
  CallOptions,
  CallProblem,
  CallState,
  CallView,
  RemoteMedia,
  SentTracks,
} from './call.ts';
import { createCaller } from './caller.ts';
import { openLink, type Link } from './link.ts';
import type { PartyParts } from './party.ts';
import { loadPeer, type MediaConnection } from './peerjs.ts';
import { createPlaceholders } from './placeholders.ts';
import { MEASURE_EVERY_MS, createQualityMeter, unknownQuality } from './quality.ts';
import { receiverStatistics } from './receiver-statistics.ts';
import { createSignalling } from './signalling.ts';
import { withStartBitrate } from './start-bitrate.ts';

/** How long it is tried until the call says that it has failed (and is tried on), in ms. */
export const FAILED_AFTER_MS = 20_000;

const nothing: RemoteMedia = { picture: null, sound: null };

/** A stream of `track` alone: the one there is, where it holds that track already. */
function streamOf(
  track: MediaStreamTrack | undefined,
  now: MediaStream | null,
): MediaStream | null {
  if (!track || now?.getTracks()[0] === track) return now;
  return new MediaStream([track]);
}

/** One side's call, from now until `close()`. */
export function createCall(options: CallOptions): Call {
  const timers = createTimers();
  const placeholders = options.placeholders ?? createPlaceholders;
  let other: string | null = null;
  let otherPresent = true;
  let tracks: SentTracks | null = null;
  let shown: Link | null = null;
  /** Every link that is not closed: what is sent goes into all of them, what is shown comes from one. */
  const links = new Set<Link>();
  let wasConnected = false;
  let problem: CallProblem | null = null;
  let failed = false;
  let closed = false;
  let view: CallView = {
    state: 'idle',
    problem: null,
    remote: nothing,
    quality: unknownQuality,
    connectedAt: null,
  };

  function change(part: Partial<CallView>): void {
    const next = { ...view, ...part };
    const keys = Object.keys(next) as (keyof CallView)[];
    if (closed || keys.every((key) => next[key] === view[key])) return;
    view = next;
    options.onChange(view);
  }

  const isConnected = () => shown?.peerId === other && shown?.state() === 'connected';

  function stateNow(): CallState {
    if (!other) return 'idle';
    if (isConnected()) return 'connected';
    if (failed || signalling.unsupported()) return 'failed';
    return wasConnected ? 'interrupted' : 'connecting';
  }

  function problemNow(): CallProblem | null {
    if (!other || isConnected()) return null;
    if (signalling.unsupported()) return 'unsupported';
    return failed && !signalling.peer() ? 'signalling' : problem;
  }

  /** Brings view and timers to where the call is, and lets the party do what is due. */
  function follow(): void {
    if (closed) return;
    if (!other || isConnected()) {
      failed = false;
      problem = null;
      timers.clear('failed');
      if (other) wasConnected = true;
    } else if (!failed && !timers.pending('failed')) {
      timers.set('failed', FAILED_AFTER_MS, () => {
        failed = true;
        problem ??= 'other_absent';
        follow();
      });
    }
    change({ state: stateNow(), problem: problemNow() });
    party.consider();
  }

  function forget(link: Link): void {
    links.delete(link);
    link.close();
  }

  /** Another document of the other side, or nobody: what went to the former one ends at once. */
  function leaveOther(peerId: string | null): void {
    other = peerId;
    failed = false;
    problem = null;
    timers.clear('failed');
    party.drop();
    if (shown) forget(shown);
    shown = null;
    timers.clear('measure');
    change({ quality: unknownQuality });
    if (peerId) return;
    wasConnected = false;
    change({ remote: nothing });
  }

  /** Tracks come one by one. A picture that stands is not taken away before there is another. */
  function refresh(link: Link): void {
    const stream = link.stream();
    const { picture, sound } = view.remote;
    const remote = {
      picture: streamOf(stream?.getVideoTracks()[0], picture),
      sound: streamOf(stream?.getAudioTracks()[0], sound),
    };
    if (remote.picture !== picture || remote.sound !== sound) change({ remote });
  }

  function measureFrom(link: Link): void {
    const measure = createQualityMeter(link.connection, options.role);
    const again = async () => {
      const measured = link.state() === 'connected' ? measure() : Promise.resolve(unknownQuality);
      const quality = await measured.catch(() => unknownQuality);
      if (closed || shown !== link) return;
      change({ quality });
      timers.set('measure', MEASURE_EVERY_MS, again);
    };
    void again();
  }

  const parts: PartyParts = {
    other: () => other,
    shown: () => shown,
    hasPicture: () => view.remote.picture !== null,
    show(link) {
      const former = shown;
      shown = link;
      change({ connectedAt: Date.now() });
      refresh(link);
      if (former) forget(former);
      measureFrom(link);
      follow();
    },
    forget,
    blame(blamed) {
      problem = blamed;
      follow();
    },
    renewSocket: () => signalling.renew(),
  };

  /** Opens a link with placeholders in it, so that negotiating needs no camera and no microphone. */
  function negotiate(begin: (stream: MediaStream) => MediaConnection, onChange: () => void): Link {
    const held = placeholders();
    const link = openLink(begin(held.stream), held, () => {
      onChange();
      if (link === shown) refresh(link);
      follow();
    });
    links.add(link);
    link.send(tracks);
    return link;
  }

  const answerer =
    options.role === 'customer'
      ? createAnswerer({
          ...parts,
          answer: (media, onChange) =>
            negotiate((stream) => {
              media.answer(stream);
              return media;
            }, onChange),
        })
      : null;
  const party =
    answerer ??
    createCaller({
      ...parts,
      dial(onChange) {
        const peer = signalling.peer();
        const to = other;
        if (!peer || !to) return null;
        const metadata: CallMetadata = { call: 1 };
        const how = { metadata, sdpTransform: withStartBitrate };
        return negotiate((stream) => peer.call(to, stream, how), onChange);
      },
    });

  const signalling = createSignalling({
    server: options.server,
    access: options.access,
    loadPeer: options.loadPeer ?? loadPeer,
    onChange: follow,
    onAbsent: (message) => party.absent(message),
    // Only the customer's side is ever called.
    onCall: (media) => (answerer ? answerer.incoming(media) : media.close()),
  });

  function retry(): void {
    if (!other || closed) return;
    if (!isConnected()) signalling.hurry();
    party.hurry();
  }

  const stopWatching = whenBack((from) => {
    // Another network: the socket is of the one before, whatever it thinks of itself.
    if (from === 'offline') signalling.renew();
    if (!isConnected()) retry();
  });

  return {
    current: () => view,
    setOther(peerId, present = true) {
      const returned = present && !otherPresent;
      otherPresent = present;
      if (closed || (peerId === other && !returned)) return;
      if (peerId !== other) leaveOther(peerId);
      else if (!isConnected()) party.hurry();
      follow();
    },
    send(wanted) {
      const same = (['video', 'audio'] as const).every(
        (kind) => (wanted?.[kind] ?? null) === (tracks?.[kind] ?? null),
      );
      if (closed || same) return;
      tracks = wanted;
      for (const link of links) link.send(tracks);
    },
    statistics: async () => (shown && !closed ? receiverStatistics(shown.connection) : null),
    retry,
    close() {
      if (closed) return;
      closed = true;
      stopWatching();
      timers.clearAll();
      party.close();
      for (const link of links) link.close();
      links.clear();
      signalling.close();
    },
  };
}
