import { EventEmitter } from 'node:events';
import type { LoadPeer } from '../../../common/call/peerjs.ts';

/** How long a message takes from one side to the other, in ms. */
const WAY_MS = 10;
/** After how long PeerServer says that nobody was there, in ms. */
const EXPIRES_MS = 5_000;

class ImitatedTrack extends EventTarget {
  readyState: 'live' | 'ended' = 'live';
  contentHint = '';
  constructor(readonly kind: 'video' | 'audio') {
    super();
  }
  stop(): void {
    this.readyState = 'ended';
  }
}

/** A camera's or a microphone's track, as far as the call looks at one. */
export const track = (kind: 'video' | 'audio') =>
  new ImitatedTrack(kind) as unknown as MediaStreamTrack;

export class ImitatedStream {
  constructor(readonly tracks: MediaStreamTrack[] = []) {}
  getTracks = () => this.tracks;
  getVideoTracks = () => this.tracks.filter(({ kind }) => kind === 'video');
  getAudioTracks = () => this.tracks.filter(({ kind }) => kind === 'audio');
}

interface Encoding {
  active?: boolean;
}
interface Parameters {
  transactionId: string;
  encodings: Encoding[];
}

class ImitatedSender {
  encodings: Encoding[] = [{ active: true }];
  /** What was last given of the parameters, until something was set by it. */
  #given: string | null = null;
  #gave = 0;
  constructor(public track: MediaStreamTrack | null) {}
  replaceTrack = async (next: MediaStreamTrack | null) => void (this.track = next);
  getParameters = () => {
    this.#given = String((this.#gave += 1));
    return { transactionId: this.#given, encodings: structuredClone(this.encodings) };
  };
  /** How often it refuses from now on, as while it negotiates. */
  refusals = 0;
  /** Whether it was active, each time that was set. */
  readonly activity: (boolean | undefined)[] = [];
  /** As a browser does it: later, and not by parameters that are not the last that were given by then. */
  setParameters = async ({ transactionId, encodings }: Parameters) => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (transactionId !== this.#given || this.refusals-- > 0)
      throw new DOMException('not now', 'InvalidModificationError');
    this.#given = null;
    this.encodings = encodings;
    this.activity.push(encodings[0]?.active);
  };
}

export class ImitatedConnection extends EventTarget {
  connectionState: RTCPeerConnectionState = 'new';
  remoteDescription: object | null = null;
  framesDecoded = 0;
  packetsReceived = 0;
  totalAudioEnergy = 0;
  readonly senders: ImitatedSender[];
  constructor(stream: MediaStream) {
    super();
    this.senders = stream.getTracks().map((one) => new ImitatedSender(one));
  }
  readonly channels: { label: string; readyState: string; send(): void }[] = [];
  /** The channels are there and never open by themselves: what goes over them is tested in a browser. */
  createDataChannel = (label: string) => {
    const channel = Object.assign(new EventTarget(), {
      label,
      readyState: 'connecting',
      send() {},
    });
    this.channels.push(channel);
    return channel;
  };
  /** The other end lets itself be heard. */
  hearBeat(): void {
    const messages = this.channels.find(({ label }) => label === 'messages');
    (messages as unknown as EventTarget).dispatchEvent(new MessageEvent('message', { data: '' }));
  }
  /** The channel for messages can be written to, and nothing of it ever comes. */
  openDeafChannel(): void {
    for (const channel of this.channels.filter(({ label }) => label === 'messages')) {
      channel.readyState = 'open';
      (channel as unknown as EventTarget).dispatchEvent(new Event('open'));
    }
  }
  getSenders = () => this.senders;
  getStats = async () =>
    new Map([
      ['video', { type: 'inbound-rtp', kind: 'video', framesDecoded: this.framesDecoded }],
      [
        'audio',
        {
          type: 'inbound-rtp',
          kind: 'audio',
          packetsReceived: this.packetsReceived,
          totalAudioEnergy: this.totalAudioEnergy,
        },
      ],
    ]);
  become(state: RTCPeerConnectionState): void {
    if (this.connectionState === 'closed') return;
    this.connectionState = state;
    this.dispatchEvent(new Event('connectionstatechange'));
  }
  close(): void {
    this.connectionState = 'closed';
  }
  /** What this side sends: the tracks put into it that are no placeholders. */
  sent = () => this.senders.map((sender) => sender.track).filter((one) => one !== null);
}

export class ImitatedMedia extends EventEmitter {
  peerConnection!: ImitatedConnection;
  open = false;
  half!: ImitatedMedia;
  constructor(
    readonly network: ImitatedNetwork,
    readonly peer: string,
    readonly metadata: unknown,
  ) {
    super();
  }
  answer(stream: MediaStream): void {
    this.peerConnection = new ImitatedConnection(stream);
    this.open = true;
    setTimeout(() => {
      if (!this.half.peerConnection || this.half.peerConnection.connectionState === 'closed')
        return;
      for (const side of [this, this.half]) {
        side.open = true;
        side.peerConnection.remoteDescription = {};
        const stream = new ImitatedStream([track('video'), track('audio')]);
        side.emit('stream', stream);
        side.emit('stream', stream);
      }
      if (this.network.mediaPass) this.both('connected');
    }, WAY_MS);
  }
  /** Both ends of the connection see the same. */
  both(state: RTCPeerConnectionState): void {
    for (const side of [this, this.half]) side.peerConnection.become(state);
  }
  close(): void {
    const was = this.open;
    this.open = false;
    this.peerConnection?.close();
    if (!was) return;
    this.emit('close');
    setTimeout(() => this.half.close(), WAY_MS);
  }
}

export class ImitatedPeer extends EventEmitter {
  open = false;
  destroyed = false;
  disconnected = false;
  calls: ImitatedMedia[] = [];
  constructor(
    readonly network: ImitatedNetwork,
    readonly id: string,
    readonly options: { token: string },
  ) {
    super();
    network.made.push(this);
    this.register();
  }
  private register(): void {
    this.network.tokens.push(this.options.token);
    setTimeout(() => {
      if (this.destroyed || this.disconnected) return;
      if (this.network.answers === 'nothing') return;
      if (this.network.answers === 'taken') return this.refuse('unavailable-id');
      this.open = true;
      this.network.peers.set(this.id, this);
      this.emit('open', this.id);
      this.network.deliver(this);
    }, WAY_MS);
  }
  /** As PeerJS does: a peer that was never open is destroyed by a refusal, another one disconnected. */
  private refuse(type: string): void {
    this.emit('error', Object.assign(new Error(type), { type }));
    if (this.network.tokens.length === 1) this.destroy();
    else this.disconnect();
  }
  call(to: string, stream: MediaStream, options: { metadata: unknown }): ImitatedMedia {
    const mine = new ImitatedMedia(this.network, to, options.metadata);
    const theirs = new ImitatedMedia(this.network, this.id, options.metadata);
    mine.peerConnection = new ImitatedConnection(stream);
    mine.half = theirs;
    theirs.half = mine;
    this.calls.push(mine);
    setTimeout(() => {
      const other = this.network.peers.get(to);
      if (other?.open) other.emit('call', theirs);
      else this.network.keep(to, theirs, () => this.absent(to));
    }, WAY_MS);
    return mine;
  }
  private absent(to: string): void {
    const error = new Error(`Could not connect to peer ${to}`);
    this.emit('error', Object.assign(error, { type: 'peer-unavailable' }));
  }
  disconnect(): void {
    if (this.disconnected) return;
    this.disconnected = true;
    this.open = false;
    this.network.peers.delete(this.id);
    this.emit('disconnected', this.id);
  }
  reconnect(): void {
    this.disconnected = false;
    this.register();
  }
  destroy(): void {
    if (this.destroyed) return;
    this.disconnect();
    this.destroyed = true;
    for (const media of this.calls) media.close();
    this.emit('close');
  }
}

/** PeerServer and the network between two documents, imitated: what goes wrong is set here. */
export class ImitatedNetwork {
  peers = new Map<string, ImitatedPeer>();
  made: ImitatedPeer[] = [];
  tokens: string[] = [];
  answers: 'open' | 'nothing' | 'taken' = 'open';
  mediaPass = true;
  private kept: { to: string; media: ImitatedMedia; timer: ReturnType<typeof setTimeout> }[] = [];

  loadPeer: LoadPeer = async () => {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the class below is made for this network
    const network = this;
    return class {
      constructor(id: string, options: { token: string }) {
        return new ImitatedPeer(network, id, options);
      }
    } as never;
  };

  /** As PeerServer does: what is meant for somebody who is not there waits for them a while. */
  keep(to: string, media: ImitatedMedia, expired: () => void): void {
    const timer = setTimeout(expired, EXPIRES_MS);
    this.kept.push({ to, media, timer });
  }
  deliver(peer: ImitatedPeer): void {
    for (const { media, timer } of this.kept.filter(({ to }) => to === peer.id)) {
      clearTimeout(timer);
      peer.emit('call', media);
    }
    this.kept = this.kept.filter(({ to }) => to !== peer.id);
  }

  /** The calls that `id`'s document has made, oldest first. */
  callsOf(id: string): ImitatedMedia[] {
    return this.made.filter((peer) => peer.id === id).flatMap((peer) => peer.calls);
  }
}
