/**
 * The live call between a session's two documents, and the only way to it for a page:
 *
 *     const call = createCall({ role, server: peerServer(baseUrl, id), session: link.forCall, onChange });
 *     call.setOther(view.customer?.peerId ?? null, view.customer?.present);   // at each new view
 *     call.send(view.state === 'active' ? { video, audio } : null);           // at each change
 *     call.close();                                                           // at the end
 *
 * It is made while the session is `connected`, and is warm then: negotiated, encrypted, with
 * nothing sent. `send` puts real tracks into it. The technician is always the caller. Whatever
 * breaks is mended by itself: a lost socket is opened again, and a lost connection is replaced by a
 * new one beside it, which takes its place when its first frame is there.
 */
export type * from './terms.ts';
export { createCall } from './live-call.ts';
