import { openChannels } from '../../common/call/channels.ts';
import { createConversation, type Conversation } from '../../common/call/conversation.ts';
import { createCustomerShowing } from '../../common/showing/customer.ts';
import {
  createTechnicianShowing,
  type TechnicianShowing,
} from '../../common/showing/technician.ts';
import { plainJpeg } from '../../tests/support/plain-jpeg.ts';

const PHOTO = { width: 4000, height: 3000 };

/** Milliseconds since 1970, as finely as the browser tells: both ends are on one machine. */
const now = () => performance.timeOrigin + performance.now();

/** The floor's bytes: as large as Lens's pieces, and no more waiting in the channel than Lens lets wait. */
const FLOOR_PIECE = 16 * 1024;
const FLOOR_WAITING = 256 * 1024;

/** As large as a part of a stroke is as JSON, in characters. */
const STROKE_PART = 150;

let conversation: Conversation;
let connection: RTCPeerConnection;
let floor: RTCDataChannel;
let showing: TechnicianShowing | null = null;

/** When each numbered message came, in ms since 1970, by the way that it took. */
const came = { lens: new Map<number, number>(), floor: new Map<number, number>() };
let floorBytes = { wanted: 0, received: 0, done: () => {} };

/** What a benchmark works a page by: one end of a connection, with Lens's channels and a plain one. */
const end = {
  /** Makes this end; the customer's sends its camera. */
  async make(role: 'technician' | 'customer'): Promise<void> {
    connection = new RTCPeerConnection();
    // Also where nothing is sent: only a page with a camera is told its machine's own addresses.
    const camera = await navigator.mediaDevices.getUserMedia({
      video: { width: 1280, height: 720, frameRate: 30 },
    });
    if (role === 'customer') connection.addTrack(camera.getVideoTracks()[0]!, camera);
    else camera.getTracks().forEach((track) => track.stop());
    connection.addEventListener('track', ({ track }) => {
      document.querySelector('video')!.srcObject = new MediaStream([track]);
    });
    const channels = openChannels(connection);
    floor = connection.createDataChannel('floor', { negotiated: true, id: 200 });
    floor.binaryType = 'arraybuffer';
    floor.bufferedAmountLowThreshold = FLOOR_WAITING / 2;
    floor.addEventListener('message', ({ data }) => end.hearFloor(data));
    const photo = new Blob([end.photo], { type: 'image/jpeg' });
    const side =
      role === 'technician'
        ? createTechnicianShowing()
        : createCustomerShowing({
            take: async () => ({ blob: photo, ...PHOTO }),
            onWish() {},
          });
    if (role === 'technician') showing = side as TechnicianShowing;
    const { heard } = side;
    conversation = createConversation({
      ...heard,
      onMessage(message) {
        const { number } = message as { number?: number };
        if (number === undefined) heard.onMessage(message);
        else came.lens.set(number, now());
      },
    });
    side.speakBy(conversation);
    conversation.listen(channels);
    conversation.over(channels);
  },

  photo: new Uint8Array(0),
  /** As many bytes as a photo has, which no compression makes fewer. */
  makePhoto(bytes: number): void {
    const random = new Uint8Array(bytes);
    for (let from = 0; from < bytes; from += 65_536)
      crypto.getRandomValues(random.subarray(from, from + 65_536));
    end.photo = plainJpeg(PHOTO, bytes, (index) => random[index]!);
  },

  /** This end's description with all of its candidates. */
  async describe(other: string | null): Promise<string> {
    if (other) await connection.setRemoteDescription(JSON.parse(other));
    const description = await (other ? connection.createAnswer() : connection.createOffer());
    const gathered = new Promise<void>((resolve) =>
      connection.addEventListener('icegatheringstatechange', () => {
        if (connection.iceGatheringState === 'complete') resolve();
      }),
    );
    await connection.setLocalDescription(description);
    await gathered;
    return JSON.stringify(connection.localDescription);
  },
  take: (answer: string) => connection.setRemoteDescription(JSON.parse(answer)),

  ready: () =>
    floor.readyState === 'open' &&
    conversation.bytes() !== null &&
    connection.connectionState === 'connected',
  framesDecoded: () => document.querySelector('video')!.getVideoPlaybackQuality().totalVideoFrames,

  /** Says so many numbered messages both ways, one of each in a frame of 60; gives when, in ms since 1970. */
  async say(from: number, count: number): Promise<number[]> {
    const at: number[] = [];
    for (let number = from; number < from + count; number += 1) {
      at.push(now());
      conversation.send({ number, as: ''.padEnd(STROKE_PART) });
      floor.send(String(number).padEnd(STROKE_PART));
      await new Promise((resolve) => setTimeout(resolve, 1000 / 60));
    }
    return at;
  },
  came: (way: 'lens' | 'floor', from: number, count: number) =>
    Array.from({ length: count }, (_, index) => came[way].get(from + index) ?? null),

  hearFloor(data: string | ArrayBuffer): void {
    if (typeof data === 'string') return void came.floor.set(Number(data), now());
    floorBytes.received += data.byteLength;
    if (floorBytes.received >= floorBytes.wanted) floorBytes.done();
  },

  /** The photo by a plain channel, for this end's other: sends all of it. */
  async sendPlainly(): Promise<void> {
    for (let from = 0; from < end.photo.length; from += FLOOR_PIECE) {
      if (floor.bufferedAmount > FLOOR_WAITING)
        await new Promise((resolve) =>
          floor.addEventListener('bufferedamountlow', resolve, { once: true }),
        );
      floor.send(end.photo.subarray(from, from + FLOOR_PIECE));
    }
  },
  /** Resolves when so many bytes have come by the plain channel. */
  receivePlainly: (bytes: number) =>
    new Promise<void>((done) => (floorBytes = { wanted: bytes, received: 0, done })),

  /** Asks for a photo as the panel does; resolves to its bytes when it is there. */
  askForPhoto: () =>
    new Promise<number>((resolve, reject) => {
      const before = showing!.view().stills.length;
      const stop = showing!.subscribe(() => {
        const { stills, problem } = showing!.view();
        if (problem) reject(new Error(problem.why));
        if (stills.length === before) return;
        stop();
        resolve(stills.at(-1)!.blob.size);
      });
      showing!.take('photo');
    }),
};

export type End = typeof end;
Object.assign(globalThis, { end });
