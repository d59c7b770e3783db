import { createCall, type Call, type CallView } from '../../../common/call/call.ts';
import { createEncryptions, type Encryption } from '../../../common/call/encryption/encryption.ts';
import { createEncryptionStore } from '../../../common/call/encryption/store.ts';
import { firstFrame } from '../../../common/call/first-frame.ts';
import { openDevices } from '../../../common/call/media-devices.ts';
import { callSession } from '../../support/call-session.ts';
import type { Side } from '../../../common/contract/session.ts';
import './spy.ts';

/** Every connection that the page has made: Firefox's cannot be found from outside. */
const connections: RTCPeerConnection[] = [];
globalThis.RTCPeerConnection = new Proxy(RTCPeerConnection, {
  construct(target, given) {
    const [configuration] = given as [RTCConfiguration];
    const made = new target({ ...configuration, ...side.forced });
    connections.push(made);
    return made;
  },
});

/** What the test works a page by: one side of a call, with a video element that shows the other. */
const side = {
  call: null as Call | null,
  states: [] as string[],
  streams: 0,
  connections,
  /** The TURN servers that are named when a connection asks, and how it may go. */
  iceServers: [] as RTCIceServer[],
  forced: {} as RTCConfiguration,
  /** What the other side has said: messages, the latest glimpse, how many bytes, and what began anew. */
  heard: { messages: [] as unknown[], glimpse: null as unknown, bytes: 0, others: 0 },

  /** What holds the call to be private; null where it was begun without a session's id. */
  encryption: null as Encryption | null,

  /** Makes the call of `role` with its own id, over the PeerServer at `port`; guarded where it has a session. */
  begin(role: Side, peerId: string, port: number, session?: string): void {
    if (session) side.encryption = createEncryptions(role, createEncryptionStore()).of(session);
    const video = document.querySelector('video')!;
    const audio = document.querySelector('audio')!;
    side.call = createCall({
      role,
      server: { host: 'localhost', port, secure: false, path: '/' },
      session: callSession(async () => ({ peerId, token: 'token', expires: 0 }), {
        iceServers: async () => side.iceServers,
      }),
      encryption: side.encryption ?? undefined,
      onChange(view: CallView) {
        if (side.states.at(-1) !== view.state) side.states.push(view.state);
        if (audio.srcObject !== view.remote.sound) audio.srcObject = view.remote.sound;
        if (video.srcObject === view.remote.picture) return;
        side.streams += 1;
        video.srcObject = view.remote.picture;
      },
      heard: {
        onMessage: (message) => side.heard.messages.push(message),
        onGlimpse: (value) => (side.heard.glimpse = value),
        onBytes: (piece) => (side.heard.bytes += piece.byteLength),
        onBytesWay() {},
        onOther: () => (side.heard.others += 1),
      },
    });
  },

  /** Opens camera and microphone and sends both. Returns the moment when sending began, in ms since 1970. */
  tracks: null as { video: MediaStreamTrack | null; audio: MediaStreamTrack | null } | null,
  async open(): Promise<void> {
    const { camera, microphone } = await openDevices(['camera', 'microphone']);
    side.tracks = { video: camera.track, audio: microphone.track };
  },
  send(what: 'both' | 'audio' | 'nothing'): number {
    const { video = null, audio = null } = side.tracks ?? {};
    side.call!.send(what === 'nothing' ? null : { video: what === 'both' ? video : null, audio });
    return performance.timeOrigin + performance.now();
  },

  /** How the voice is sent: what the other side asks for, what is done about it, and what is asked of the microphone. */
  async voice() {
    const connection = connections.at(-1)!;
    const reports = [...(await connection.getStats()).values()];
    const formatOf = (type: string) => {
      const stream = reports.find((report) => report.type === type && report.kind === 'audio');
      return reports.find(({ id }) => id === stream?.codecId)?.sdpFmtpLine as string | undefined;
    };
    const sender = (kind: string) =>
      connection
        .getSenders()
        .find(({ track }) => track?.kind === kind)
        ?.getParameters().encodings;
    const { echoCancellation, noiseSuppression } = side.tracks!.audio!.getSettings();
    return {
      sent: formatOf('outbound-rtp'),
      received: formatOf('inbound-rtp'),
      mended: reports.find(({ type, kind }) => type === 'inbound-rtp' && kind === 'audio')
        ?.fecPacketsReceived as number | undefined,
      sound: sender('audio')?.[0],
      picture: sender('video')?.[0],
      microphone: { echoCancellation, noiseSuppression },
    };
  },

  /** The moment of the next frame on the screen, in ms since 1970. */
  async frame(): Promise<number> {
    return performance.timeOrigin + (await firstFrame(document.querySelector('video')!)).at;
  },
};

export type CallPage = typeof side;
Object.assign(globalThis, { side });
