import { createBeat, type Beat } from './beat.ts';
import { openChannels, type Channels } from './channels.ts';
import type { SentTracks } from './terms.ts';
import type { Encryption } from './encryption/encryption.ts';
import type { MediaConnection } from './peerjs.ts';
import type { Placeholders } from './placeholders.ts';
import { createSenderParameters } from './sender-parameters.ts';

/** `interrupted` may come back by itself; `gone` never does: closed by either side, or failed. */
export type LinkState = 'connecting' | 'connected' | 'interrupted' | 'gone';

/** One connection to one document of the other side. A call may go through several of them. */
export interface Link {
  /** The other document's peer id. */
  readonly peerId: string;
  readonly connection: RTCPeerConnection;
  readonly channels: Channels;
  state(): LinkState;
  /** Whether the other side has taken part in the negotiation. */
  answered(): boolean;
  /** By what the other side lets itself be heard beside its media. */
  readonly beat: Pick<Beat, 'heardAt' | 'missedAfterMs'>;
  /** What the other side sends, once it is known. */
  stream(): MediaStream | null;
  /**
   * Whether anything of the two may go over it: not into a connection whose certificates are others than
   * before, until both have been told (`encryption/`).
   */
  carries(): boolean;
  /** Sends these as soon as it carries anything, and placeholders that send nothing until then. */
  send(tracks: SentTracks | null): void;
  /** Has the picture that is sent begin anew, with a whole frame: something of it was lost. */
  beginPictureAnew(): void;
  close(): void;
}

const kinds = ['video', 'audio'] as const;

/**
 * Wraps a connection that was just called or answered with `placeholders`, which it stops when
 * something, or nothing, has taken their place. `onChange` is called after each change of state, stream
 * or what it carries, never after `close()`.
 */
export function openLink(
  media: MediaConnection,
  placeholders: Placeholders,
  onChange: (link: Link) => void,
  encryption?: Pick<Encryption, 'guard'>,
): Link {
  // PeerJS forgets its connection on closing.
  const connection = media.peerConnection;
  const channels = openChannels(connection);
  const beat = createBeat(channels.messages);
  const senders = new Map(connection.getSenders().map((sender) => [sender.track?.kind, sender]));
  const parameters = kinds.flatMap((kind) => {
    const sender = senders.get(kind);
    return sender ? [{ kind, ...createSenderParameters(sender, kind) }] : [];
  });
  let state: LinkState = 'connecting';
  let stream: MediaStream | null = null;
  let tracks: SentTracks | null = null;

  function become(next: LinkState): void {
    if (state === 'gone' || state === next) return;
    const isBack = state === 'interrupted' && next === 'connected';
    state = next;
    if (next === 'connected') for (const { tune } of parameters) tune();
    if (isBack) link.beginPictureAnew();
    onChange(link);
  }

  function follow(): void {
    const now = connection.connectionState;
    if (now === 'connected') become('connected');
    else if (now === 'disconnected' && state === 'connected') become('interrupted');
    else if (now === 'failed' || now === 'closed') become('gone');
  }

  async function put(kind: (typeof kinds)[number], track: MediaStreamTrack | null): Promise<void> {
    // "detail": sharp rather than smooth, for reading a label. Without it Chromium falls to
    // 320x180 on a textured moving scene and stays there.
    if (track && kind === 'video' && 'contentHint' in track) track.contentHint = 'detail';
    // It fails only where the connection has been closed meanwhile.
    await senders
      .get(kind)
      ?.replaceTrack(track)
      .catch(() => {});
  }

  function feed(): void {
    const sent = link.carries() ? tracks : null;
    void Promise.all(kinds.map((kind) => put(kind, sent?.[kind] ?? null))).then(placeholders.stop);
  }

  const guard = encryption?.guard(connection, channels.encryption, () => {
    if (state === 'gone') return;
    feed();
    onChange(link);
  });
  connection.addEventListener('connectionstatechange', follow);
  media.on('close', () => become('gone'));
  media.on('error', () => become('gone'));
  // Once for each track, always with the same stream.
  media.on('stream', (received) => {
    stream = received;
    if (state !== 'gone') onChange(link);
  });

  const link: Link = {
    peerId: media.peer,
    connection,
    channels,
    state: () => state,
    beat,
    answered: () => connection.remoteDescription !== null,
    stream: () => stream,
    carries: () => guard?.isOpen() ?? true,
    send(wanted) {
      tracks = wanted;
      feed();
    },
    beginPictureAnew() {
      for (const { kind, beginAnew } of parameters) if (kind === 'video') beginAnew();
    },
    close() {
      state = 'gone';
      guard?.close();
      beat.close();
      connection.removeEventListener('connectionstatechange', follow);
      media.removeAllListeners();
      media.close();
      // PeerJS does not close a connection that it has already given up.
      connection.close();
      placeholders.stop();
    },
  };
  return link;
}
