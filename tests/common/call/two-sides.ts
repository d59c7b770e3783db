import { vi } from 'vitest';
import {
  createCall,
  type Call,
  type CallOptions,
  type CallView,
} from '../../../common/call/call.ts';
import type { Side } from '../../../common/contract/session.ts';
import type { CallSession } from '../../../common/contract/call-session.ts';
import { callSession } from '../../support/call-session.ts';
import { ImitatedStream, track, type ImitatedNetwork } from './imitated-peerjs.ts';

/** One side of a call over an imitated network, with everything it has said. */
export interface ImitatedSide {
  call: Call;
  views: CallView[];
  placeholders: MediaStreamTrack[];
  /** How often it asked for access to PeerServer. */
  asked(): number;
}

export function openSide(
  network: ImitatedNetwork,
  role: Side,
  peerId: string,
  session: Partial<CallSession> = {},
  encryption?: CallOptions['encryption'],
): ImitatedSide {
  const views: CallView[] = [];
  const placeholders: MediaStreamTrack[] = [];
  let asked = 0;
  const call = createCall({
    role,
    server: { host: 'localhost', port: 1, secure: false, path: '/' },
    session: callSession(async () => {
      asked += 1;
      return { peerId, token: `${peerId} ${asked}`, expires: 0 };
    }, session),
    ...(encryption && { encryption }),
    onChange: (view) => views.push(view),
    loadPeer: network.loadPeer,
    placeholders: () => {
      const tracks = [track('video'), track('audio')];
      placeholders.push(...tracks);
      const stop = () => tracks.forEach((one) => one.stop());
      return { stream: new ImitatedStream(tracks) as unknown as MediaStream, stop };
    },
  });
  return { call, views, placeholders, asked: () => asked };
}

/** Lets `ms` pass, with everything that is due in them. */
export const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** What a side went through, in order. */
export const states = (side: ImitatedSide) =>
  side.views.map((view) => view.state).filter((state, at, all) => state !== all[at - 1]);
