import { callSession } from '../../support/call-session.ts';
import type { Call, CallView, SentTracks } from '../../../common/call/call.ts';
import type { Heard } from '../../../common/call/conversation.ts';
import { noCauses } from '../../../common/call/causes/cause.ts';
import { unknownQuality } from '../../../common/call/quality.ts';
import type { Api } from '../../../common/client/api.ts';
import type { SessionLinkView } from '../../../common/client/session-link.ts';
import type { CustomerSession, LinkedSession } from '../../../common/contract/views.ts';
import type { OwnCamera } from '../../../customer-web/camera/own-camera.svelte.ts';
import { createReception, type Reception } from '../../../customer-web/reception.ts';
import { FakeEncryption } from '../../support/fake-encryption.ts';
import { Together, type TogetherParts } from '../../../customer-web/together/together.svelte.ts';

export const sessionId = '0123456789abcdef0123456789abcdef';

/** A session as its customer sees it, joined and present unless told. */
export function aSession(more: Partial<CustomerSession> = {}): CustomerSession {
  return {
    id: sessionId,
    side: 'customer',
    revision: 1,
    state: 'joined',
    times: { created: 1, joined: 2, connected: null, started: null, ended: null },
    end: null,
    now: 1_000,
    voice: 'here',
    voices: { technician: 'here', customer: 'here' },
    seatSeconds: 120,
    technicianName: 'Anna',
    companyName: 'Example',
    own: { generation: 1, present: true, peerId: `${sessionId}-c-1`, lostAt: null },
    technician: { generation: 1, present: true, peerId: `${sessionId}-t-1`, lostAt: null },
    ...more,
  };
}

/** What a link leads to: a session of Anna's that waits, with voice in Lens unless told. */
export const aLinkedSession = (more: Partial<LinkedSession> = {}): LinkedSession => ({
  id: sessionId,
  voice: 'here',
  language: 'en',
  companyName: 'Example',
  technicianName: 'Anna',
  ...more,
});

/** The server, as far as the page meets it: its answers, and what the page did. */
export interface ImitatedServer {
  reception(camera: OwnCamera): Reception;
  /** How each route answers, by its summary's verb; a thrown error is the server's refusal. */
  answers: Record<'info' | 'find' | 'findByLink' | 'join' | 'licence', () => unknown>;
  /** What was asked of it, in order, with what was sent. */
  asked: { path: string; body: unknown }[];
  commands: string[];
  /** What the next command does; it goes well unless set. */
  command: (path: string) => void;
  /** The session changes, or this document's place in it. */
  becomes(view: Partial<SessionLinkView<CustomerSession>>): void;
  /** What is sent over the present call, and whether there is one. */
  sent: SentTracks | null | 'no call';
  callBecomes(view: Partial<CallView>): void;
  /** What this page said over the call beside picture and sound, and the technician's words to it. */
  said: unknown[];
  technicianSays(message: unknown): void;
  /** The technician's page is loaded anew. */
  technicianIsAnother(): void;
  /** The present call's encryption, and the sessions of which nothing is kept any more. */
  encryption: FakeEncryption;
  forgotten: string[];
  /** What becomes of the technician's voice on this phone. */
  voice: MediaStream | null;
  unblocked: number;
  /** The browser keeps the voice silent, or does so no more. */
  silences(silenced: boolean): void;
  taken: number;
  reconnected: number;
  closed: number;
}

const silence: CallView = {
  state: 'connecting',
  problem: null,
  remote: { picture: null, sound: null },
  missing: null,
  silent: false,
  quality: unknownQuality,
  causes: noCauses,
  near: false,
  relayTrouble: null,
  connectedAt: null,
};

export function imitateServer(): ImitatedServer {
  let listener: (view: SessionLinkView<CustomerSession>) => void = () => {};
  let call: ((view: CallView) => void) | null = null;
  let heard: Heard | undefined;
  let view: SessionLinkView<CustomerSession>;

  const api = {
    baseUrl: '',
    async call(route: { path: string }, input?: { body: unknown }) {
      server.asked.push({ path: route.path, body: input?.body });
      if (route.path === '/api/info') return server.answers.info();
      if (route.path.startsWith('/api/licence')) return server.answers.licence();
      if (route.path === '/api/links/find') return server.answers.findByLink();
      return route.path.endsWith('/join') ? server.answers.join() : server.answers.find();
    },
  } as Api;

  function createCall(options: Parameters<TogetherParts['createCall']>[0]): Call {
    call = options.onChange;
    heard = options.heard;
    server.sent = null;
    return {
      current: () => silence,
      setOther: () => {},
      send: (tracks) => void (server.sent = tracks),
      statistics: async () => null,
      conversation: {
        send: (message) => void server.said.push(message),
        glimpse: () => {},
        bytes: () => null,
      },
      retry: () => {},
      close: () => void (server.sent = 'no call'),
    };
  }

  const server: ImitatedServer = {
    answers: {
      info: () => ({ companyName: 'Example', tutorial: true, logo: null, accentColour: null }),
      find: () => ({ id: sessionId }),
      findByLink: () => aLinkedSession(),
      join: () => ({ token: 'c_token', session: aSession() }),
      licence: () => ({ version: '1', language: 'en', text: 'Be kind.' }),
    },
    asked: [],
    commands: [],
    command: () => {},
    sent: 'no call',
    taken: 0,
    reconnected: 0,
    closed: 0,
    becomes(more) {
      view = { ...view, ...more };
      listener(view);
    },
    said: [],
    technicianSays: (message) => heard?.onMessage(message),
    technicianIsAnother: () => heard?.onOther(),
    encryption: new FakeEncryption(),
    forgotten: [],
    voice: null,
    unblocked: 0,
    silences: () => {},
    callBecomes: (more) => call?.({ ...silence, ...more }),
    reception: (camera) =>
      createReception({
        api,
        camera,
        createSpeaker(onSilenced) {
          server.silences = onSilenced;
          return {
            unblock: () => (server.unblocked += 1),
            play: (voice) => (server.voice = voice),
            loud: () => {},
            close: () => {},
          };
        },
        prepareCall: async () => (id, parts) =>
          new Together({
            ...parts,
            createCall,
            encryption: (server.encryption = new FakeEncryption()),
            forget: () => void server.forgotten.push(id),
            photo: { imageCapture: undefined, clean: async () => 'failed' as const },
            page: document,
            wakeLock: undefined,
          }),
        follow(options) {
          const session = typeof options.seat === 'object' ? options.seat.hold : null;
          view = {
            session,
            seat: session ? 'held' : 'taking',
            refused: null,
            link: 'connecting',
            downSince: null,
            clockOffsetMs: 0,
          };
          return {
            current: () => view,
            subscribe(told) {
              listener = told;
              told(view);
              return () => (listener = () => {});
            },
            take: () => (server.taken += 1),
            async command(route) {
              server.commands.push(route.path.split('/').at(-1)!);
              server.command(route.path);
              return undefined as never;
            },
            forCall: callSession(() => Promise.reject(new Error('nobody calls here'))),
            reconnectNow: () => (server.reconnected += 1),
            close: () => (server.closed += 1),
          };
        },
      }),
  };
  return server;
}
