/** The terms of a call: what a page gives it, and what it says of itself. `call.ts` is the way to them. */
import type { Side } from '../contract/session.ts';
import type { CallCause } from './causes/cause.ts';
import type { Conversation, Heard } from './conversation.ts';
import type { Encryption } from './encryption/encryption.ts';
import type { LoadPeer, PeerServerAddress } from './peerjs.ts';
import type { Placeholders } from './placeholders.ts';
import type { Missing } from './proof.ts';
import type { CallQuality } from './quality.ts';
import type { RelayTrouble } from './relay-trouble.ts';
import type { ReceiverStatistics } from './receiver-statistics.ts';
import type { CallSession } from '../contract/call-session.ts';

/**
 * - `idle`: there is nobody to call. - `connecting`: not yet connected with the other side.
 * - `connected`: media can flow (or does); after a break, what flowed before it does again.
 * - `interrupted`: it did, and is being mended.
 * - `failed`: tried long enough to say so; `problem` says what is in the way. It goes on trying.
 */
export type CallState = 'idle' | 'connecting' | 'connected' | 'interrupted' | 'failed';

/**
 * What stands in the way of a call that is not connected.
 * - `signalling`: this document does not reach the server's PeerServer.
 * - `other_absent`: the other document does not answer there.
 * - `media_path`: both do, and no way for the media is found: a firewall, or a network with neither
 *   a direct path nor a relay.
 * - `unsupported`: this browser has no WebRTC.
 */
export type CallProblem = 'signalling' | 'other_absent' | 'media_path' | 'unsupported';

/**
 * What the other side sends, picture and sound apart: an element that was given both plays no sound
 * until there is a first frame. Each is one object as long as the connection is the same one.
 */
export interface RemoteMedia {
  /** For a video element; its last picture stands while the call is being mended. */
  picture: MediaStream | null;
  /** For an audio element. */
  sound: MediaStream | null;
}

/** A call as it is now; a new object at each change. */
export interface CallView {
  state: CallState;
  problem: CallProblem | null;
  remote: RemoteMedia;
  /** What did not come back after a break though there is a connection again; another one is tried then. */
  missing: Missing | null;
  /** Nothing is heard of the other side any more, though the connection says that it is there. */
  silent: boolean;
  /** Measured every 2 s while connected. */
  quality: CallQuality;
  /** What is wrong with this side's own end, the worst first, as far as it is measured. */
  causes: readonly CallCause[];
  /** What keeps the connection that is being made from a relay, as far as this browser tells. */
  relayTrouble: RelayTrouble | null;
  /** Both sides are in one network, or nearly: they may be in one room. */
  near: boolean;
  /** When it was last connected, by this device's clock (ms since 1970), or null. */
  connectedAt: number | null;
}

/** What this side sends; what is absent or null sends nothing at all, not even silence. */
export interface SentTracks {
  video?: MediaStreamTrack | null;
  audio?: MediaStreamTrack | null;
}

export interface CallOptions {
  role: Side;
  server: PeerServerAddress;
  session: CallSession;
  /** Which certificates it is made with, and what a connection may carry; anything, where it is left out. */
  encryption?: Pick<Encryption, 'certificates' | 'guard'>;
  onChange(view: CallView): void;
  /** What the other side says beside picture and sound. */
  heard?: Heard;
  /** PeerJS, loaded when the call is made; a test gives its own. */
  loadPeer?: LoadPeer;
  placeholders?: () => Placeholders;
}

export interface Call {
  current(): CallView;
  /**
   * Whom to speak with: the peer id of the other side's present document, or null. `present` is
   * the session's word on whether that document is there: its return is a reason to try at once.
   */
  setOther(peerId: string | null, present?: boolean): void;
  /** What to send from now on; the tracks stay the caller's own, nothing here stops them. */
  send(tracks: SentTracks | null): void;
  /** What was received on the present connection; null when there is none. */
  statistics(): Promise<ReceiverStatistics | null>;
  /** What is said to the other side beside picture and sound. */
  readonly conversation: Pick<Conversation, 'send' | 'glimpse' | 'bytes'>;
  /** Tries again at once: for a "Try again" button. */
  retry(): void;
  /** Ends it, and leaves no connection, socket, timer or track of its own. */
  close(): void;
}
