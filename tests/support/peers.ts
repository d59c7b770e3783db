import type { TestServer } from './server.ts';
import type { TestSession } from './sessions.ts';
import { openSocket, type TestSocket } from './sockets.ts';

/** What a side's document is told of PeerServer. */
export interface Access {
  peerId: string;
  token: string;
}

/** Asks for a side's way to PeerServer. */
export async function accessOf(
  session: TestSession,
  side: 'technician' | 'customer',
): Promise<Access> {
  const ask = side === 'technician' ? session.asTechnician : session.asCustomer;
  const { status, body } = await ask('POST', '/peer-access');
  if (status !== 200) throw new Error(`peer access was answered ${status} ${body?.error?.code}`);
  return body;
}

/** Opens PeerServer's socket by the address that PeerJS 1.5 makes. */
export function peerSocket(
  server: Pick<TestServer, 'url'>,
  sessionId: string,
  { peerId, token }: Access,
): Promise<TestSocket> {
  const query = `key=peerjs&id=${peerId}&token=${token}&version=1.5.5`;
  return openSocket(server, `/peer/${sessionId}/peerjs?${query}`);
}

/** A side's peer, once PeerServer has said OPEN. */
export async function peerOf(
  server: Pick<TestServer, 'url'>,
  session: TestSession,
  side: 'technician' | 'customer',
): Promise<TestSocket & Access> {
  const access = await accessOf(session, side);
  const socket = await peerSocket(server, session.id, access);
  await socket.hear(({ type }) => type === 'OPEN');
  return Object.assign(socket, access);
}

/** What PeerJS sends when it calls. */
export const offerTo = (dst: string, sdp = 'v=0') => ({
  type: 'OFFER',
  payload: { sdp: { type: 'offer', sdp }, type: 'media', connectionId: 'mc_1', metadata: {} },
  dst,
});

/** What makes of `hear` "refused with that code", in PeerJS's own words. */
export const peerError =
  (code: string) =>
  ({ type, payload }: { type: string; payload?: { msg?: string } }) =>
    type === 'ERROR' && payload?.msg === code;
