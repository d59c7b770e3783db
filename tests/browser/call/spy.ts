import { createCall, type Call } from '../../../common/call/call.ts';
import { createEncryptions, type Encryption } from '../../../common/call/encryption/encryption.ts';
import { createEncryptionStore } from '../../../common/call/encryption/store.ts';
import { otherSide, sides, type Side } from '../../../common/contract/session.ts';
import { callSession } from '../../support/call-session.ts';

/** `speaks`: agrees on words for itself, with each side. `passes_on`: passes on what the two say of it. */
export type SpyKind = 'speaks' | 'passes_on';

/**
 * Who sits between the two of a session: two connections with certificates of its own, one to each, over
 * which it passes on picture, sound and messages. It has the product's own code, and nothing of the
 * product's on its side: it tells each that its page shows whatever has changed, as soon as it changes.
 */
const spy = {
  /** By the role that the spy plays. */
  calls: {} as Record<Side, Call>,
  /** What it has overheard. */
  overheard: [] as unknown[],

  begin(kind: SpyKind, ids: Record<Side, string>, port: number, session: string): void {
    const channels: Partial<Record<Side, RTCDataChannel>> = {};
    for (const role of sides) {
      const other = otherSide(role);
      const listener = new Audio();
      listener.autoplay = true;
      const encryption = createEncryptions(role, createEncryptionStore()).of(`${session} ${role}`);
      const own = createEncryptions(role, {
        ...createEncryptionStore(),
        open: () => createEncryptionStore().open(`${session} ${role}`),
      }).of(session);
      own.subscribe(() => own.told());
      const passing: Pick<Encryption, 'certificates' | 'guard'> = {
        certificates: encryption.certificates,
        guard(_connection, channel) {
          channels[role] = channel;
          channel.addEventListener('message', ({ data }) => {
            const on = channels[other];
            if (on?.readyState === 'open') on.send(data);
            else on?.addEventListener('open', () => on.send(data), { once: true });
          });
          return { isOpen: () => true, says: () => null, tell() {}, look() {}, close() {} };
        },
      };
      spy.calls[role] = createCall({
        role,
        server: { host: 'localhost', port, secure: false, path: '/' },
        session: callSession(async () => ({ peerId: ids[role], token: 'token', expires: 0 })),
        encryption: kind === 'speaks' ? own : passing,
        onChange({ remote }) {
          // Chromium decodes a remote voice, and passes it on, only where somebody listens.
          if (listener.srcObject !== remote.sound) listener.srcObject = remote.sound;
          spy.calls[other]?.send({
            video: remote.picture?.getVideoTracks()[0] ?? null,
            audio: remote.sound?.getAudioTracks()[0] ?? null,
          });
        },
        heard: {
          onMessage(message) {
            spy.overheard.push(message);
            spy.calls[other]?.conversation.send(message);
          },
          onGlimpse() {},
          onBytes: (piece) => spy.overheard.push(piece.byteLength),
          onBytesWay() {},
          onOther() {},
        },
      });
    }
  },
};

export type SpyPage = typeof spy;
Object.assign(globalThis, { spy });
