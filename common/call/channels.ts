/**
 * The data channels of a connection, beside picture and sound. Both sides open them by number
 * (`negotiated`, RFC 8832 is not used): a channel that one side announced, PeerJS would take for its
 * own, and end the call with it.
 */
export interface Channels {
  /** Small messages: neither ordered nor repeated, so that none waits for a lost one. */
  readonly messages: RTCDataChannel;
  /** What is large, such as a photo: ordered and whole. */
  readonly bytes: RTCDataChannel;
  /** What is said about this very connection's certificates (`encryption/`): ordered and whole. */
  readonly encryption: RTCDataChannel;
}

/** Far from the numbers that a browser gives by itself, which begin at 0. */
const MESSAGES = 100;
const BYTES = 101;
const ENCRYPTION = 102;

/**
 * Opens the channels of a connection that PeerJS has just made. The offer has a place for them in any
 * case: PeerJS makes a channel of its own before it.
 */
export function openChannels(connection: RTCPeerConnection): Channels {
  const bytes = connection.createDataChannel('bytes', { negotiated: true, id: BYTES });
  bytes.binaryType = 'arraybuffer';
  return {
    messages: connection.createDataChannel('messages', {
      negotiated: true,
      id: MESSAGES,
      ordered: false,
      maxRetransmits: 0,
    }),
    bytes,
    encryption: connection.createDataChannel('encryption', { negotiated: true, id: ENCRYPTION }),
  };
}
