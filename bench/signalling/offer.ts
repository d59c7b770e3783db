/** As much as Chromium's description of picture, sound and data channels has, in characters. */
const SDP_LENGTH = 6_500;

const line = 'a=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 goog-remb\r\na=rtcp-fb:96 transport-cc\r\n';
const sdp = line.repeat(Math.ceil(SDP_LENGTH / line.length)).slice(0, SDP_LENGTH);

/** The message by which PeerJS 1.5 calls a peer. */
export const offerTo = (dst: string): string =>
  JSON.stringify({
    type: 'OFFER',
    payload: {
      sdp: { type: 'offer', sdp },
      type: 'media',
      connectionId: 'mc_1a2b3c4d5e6',
      metadata: { call: 1 },
    },
    dst,
  });
