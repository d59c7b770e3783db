import { createAnswerer, type CallMetadata } from './answerer.ts';
import { noCauses } from './causes/cause.ts';
import type { Call, CallOptions, CallView, SentTracks } from './terms.ts';
import { createCaller } from './caller.ts';
import { createConversation } from './conversation.ts';
import type { Link } from './link.ts';
import { createNegotiation, type Begin } from './negotiation.ts';
import type { PartyParts } from './party.ts';
import { loadPeer } from './peerjs.ts';
import { createProof } from './proof.ts';
import { unknownQuality } from './quality.ts';
import { receiverStatistics } from './receiver-statistics.ts';
import { noMedia, remoteMedia } from './remote-media.ts';
import { createReturns } from './returns.ts';
import { createSignalling } from './signalling.ts';
import { createStanding } from './standing.ts';
import { withStartBitrate } from './start-bitrate.ts';
import { withVoiceFormat } from './voice-format.ts';
import { createQualityWatch } from './watch-quality.ts';

/** How often another connection is tried for what did not come back after a break. */
const TRIES_FOR_MISSING = 2;

/** Of a page that has nothing to hear beside picture and sound. */
const unheard = { onMessage() {}, onGlimpse() {}, onBytes() {}, onBytesWay() {}, onOther() {} };

/** One side's call, from now until `close()`. */
export function createCall(options: CallOptions): Call {
  const { session } = options;
  let other: string | null = null;
  let otherPresent = true;
  let tracks: SentTracks | null = null;
  let shown: Link | null = null;
  /** Every link that is not closed: what is sent goes into all of them, what is shown comes from one. */
  const links = new Set<Link>();
  const watch = createQualityWatch(options.role, (measured) => change(measured));
  let triesForMissing = 0;
  let flowing = false;
  const conversation = createConversation(options.heard ?? unheard, () => renew());
  let closed = false;
  let view: CallView = {
    state: 'idle',
    problem: null,
    remote: noMedia,
    missing: null,
    silent: false,
    quality: unknownQuality,
    causes: noCauses,
    near: false,
    relayTrouble: null,
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

  const proof = createProof({
    onChange() {
      if (!proof.missing()) triesForMissing = 0;
      // It is back, whatever was thought of it meanwhile: there is nothing to put in its place.
      if (proof.isGiven() && !proof.missing()) party.trust();
      follow();
    },
    onLate() {
      follow();
      if (triesForMissing++ < TRIES_FOR_MISSING) party.distrust();
    },
    onSilent(silent) {
      // The caller calls beside it; whoever is called sees whether the server is still reached.
      if (!answerer && silent) party.distrust();
      else if (!answerer) party.trust();
      // What was sent into the dead way is lost: the receiver would wait for what it can go on with.
      if (!silent) shown?.beginPictureAnew();
      follow();
    },
  });

  const standing = createStanding({
    hasOther: () => other !== null,
    isConnected: () => isConnected() && proof.isGiven(),
    signalling: () =>
      signalling.unsupported() ? 'unsupported' : signalling.peer() ? 'open' : 'away',
    onFailed: () => follow(),
  });

  /** Says how the call stands now, and lets the party do what is due. */
  function follow(): void {
    if (closed) return;
    // Over a connection that carries nothing yet, nothing is expected either.
    const flows = isConnected() && shown?.carries() === true;
    if (flows) proof.mended();
    else if (shown) proof.broken();
    if (flowing !== flows) session.reportFlowing((flowing = flows));
    standing.follow();
    const now = standing.now();
    // Where the network itself is away, its return is the moment to try.
    returns.doubt(now.state === 'interrupted' || now.state === 'failed' || proof.isSilent());
    change({ ...now, missing: proof.missing(), silent: proof.isSilent() });
    party.consider();
  }

  function forget(link: Link): void {
    links.delete(link);
    link.close();
  }

  /** Another document of the other side, or nobody: what went to the former one ends at once. */
  function leaveOther(peerId: string | null): void {
    other = peerId;
    standing.startOver();
    proof.startOver();
    conversation.startOver();
    party.drop();
    if (shown) forget(shown);
    shown = null;
    watch.follow(null);
    change({ relayTrouble: null });
    if (!peerId) change({ remote: noMedia });
  }

  /** Nobody acknowledges what is said over the present link: it is broken, whatever it says of itself. */
  function renew(): void {
    shown?.close();
    conversation.over(null);
    follow();
  }

  /** What is shown of a link, and whether it is spoken over: nothing, while it carries nothing. */
  function refresh(link: Link): void {
    conversation.over(link.carries() ? link.channels : null);
    if (link.carries()) change({ remote: remoteMedia(link.stream(), view.remote) });
  }

  const parts: PartyParts = {
    other: () => other,
    shown: () => shown,
    hasPicture: () => view.remote.picture !== null,
    show(link) {
      const former = shown;
      shown = link;
      change({ connectedAt: Date.now(), relayTrouble: null });
      refresh(link);
      if (former) forget(former);
      // What was heard until then is awaited of the one that takes its place.
      if (proof.isSilent()) proof.broken();
      proof.watch(link.connection, link.beat);
      watch.follow(link.connection);
      returns.connected();
      follow();
    },
    forget,
    blame(problem) {
      standing.blame(problem);
      follow();
    },
    breakOff: renew,
    renewSocket: () => signalling.renew(),
  };

  /** A link of this call, from its first offer on: it is heard, and what is sent goes into it too. */
  async function negotiate(
    begin: Begin,
    onChange: () => void,
    signal: AbortSignal,
  ): Promise<Link | null> {
    const changed = (link: Link) => {
      onChange();
      if (link === shown) refresh(link);
      follow();
    };
    const link = await negotiation.open(begin, changed, signal);
    if (!link) return null;
    links.add(link);
    conversation.listen(link.channels, link.carries);
    link.send(tracks);
    return link;
  }

  const answerer =
    options.role === 'customer'
      ? createAnswerer({
          ...parts,
          answer: (media, onChange, signal) =>
            negotiate(
              (_, stream) => {
                media.answer(stream, { sdpTransform: withVoiceFormat });
                return media;
              },
              onChange,
              signal,
            ),
        })
      : null;
  const party =
    answerer ??
    createCaller({
      ...parts,
      dial(to, onChange, signal) {
        const metadata: CallMetadata = { call: 1 };
        const sdpTransform = (sdp: string) => withVoiceFormat(withStartBitrate(sdp));
        const how = { metadata, sdpTransform };
        return negotiate((peer, stream) => peer.call(to, stream, how), onChange, signal);
      },
    });

  const signalling = createSignalling({
    server: options.server,
    session,
    loadPeer: options.loadPeer ?? loadPeer,
    onChange: follow,
    onAbsent: (message) => party.absent(message),
    // Only the customer's side is ever called.
    onCall: (media) => (answerer ? answerer.incoming(media) : media.close()),
  });

  const negotiation = createNegotiation({
    ...options,
    peer: signalling.peer,
    onRelayTrouble(link, relayTrouble) {
      // Once there is a connection, what kept another from a relay is no trouble any more.
      if (links.has(link) && link !== shown) change({ relayTrouble });
    },
  });

  const returns = createReturns({
    ...{ session, signalling, negotiation, party, proof, isConnected },
    hasOther: () => other !== null,
    shown: () => shown,
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
    conversation,
    retry: returns.retry,
    close() {
      if (closed) return;
      closed = true;
      returns.close();
      proof.close();
      watch.close();
      standing.close();
      party.close();
      for (const link of links) link.close();
      links.clear();
      conversation.close();
      signalling.close();
    },
  };
}
