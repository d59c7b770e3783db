import { expect, test } from 'vitest';
import { withStartBitrate } from '../../../common/call/start-bitrate.ts';

const lines = (...all: string[]) => `${all.join('\r\n')}\r\n`;
const bitrate = 'x-google-start-bitrate=1500';

test('every picture format gets the start bitrate; repair formats and sound do not', () => {
  const sound = lines(
    'm=audio 9 UDP/TLS/RTP/SAVPF 111',
    'a=rtpmap:111 opus/48000/2',
    'a=fmtp:111 minptime=10;useinbandfec=1',
  );
  const offer =
    lines('v=0', 's=-') +
    sound +
    lines(
      'm=video 9 UDP/TLS/RTP/SAVPF 96 97 103 35',
      'a=rtpmap:96 VP8/90000',
      'a=rtcp-fb:96 nack',
      'a=rtpmap:97 rtx/90000',
      'a=fmtp:97 apt=96',
      'a=rtpmap:103 H264/90000',
      'a=fmtp:103 packetization-mode=1',
      'a=rtpmap:35 red/90000',
    );
  expect(withStartBitrate(offer)).toBe(
    lines('v=0', 's=-') +
      sound +
      lines(
        'm=video 9 UDP/TLS/RTP/SAVPF 96 97 103 35',
        'a=rtpmap:96 VP8/90000',
        `a=fmtp:96 ${bitrate}`,
        'a=rtcp-fb:96 nack',
        'a=rtpmap:97 rtx/90000',
        'a=fmtp:97 apt=96',
        'a=rtpmap:103 H264/90000',
        `a=fmtp:103 packetization-mode=1;${bitrate}`,
        'a=rtpmap:35 red/90000',
      ),
  );
});

test('a call without a picture is left as it is', () => {
  const offer = lines('v=0', 'm=audio 9 UDP/TLS/RTP/SAVPF 111', 'a=rtpmap:111 opus/48000/2');
  expect(withStartBitrate(offer)).toBe(offer);
});
