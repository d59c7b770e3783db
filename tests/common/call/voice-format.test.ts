import { expect, test } from 'vitest';
import { withVoiceFormat } from '../../../common/call/voice-format.ts';

const lines = (...all: string[]) => `${all.join('\r\n')}\r\n`;
const asked = 'useinbandfec=1;usedtx=0;stereo=0;maxaveragebitrate=40000';
const picture = lines(
  'm=video 9 UDP/TLS/RTP/SAVPF 96',
  'a=rtpmap:96 VP8/90000',
  'a=fmtp:96 x-google-start-bitrate=1500',
);

test('a voice is asked for with error correction, in one channel, silence included', () => {
  const offer = (fmtp: string) =>
    lines('v=0', 's=-') +
    lines(
      'm=audio 9 UDP/TLS/RTP/SAVPF 111 63 0',
      'a=rtpmap:111 opus/48000/2',
      'a=rtcp-fb:111 transport-cc',
      fmtp,
      'a=rtpmap:63 red/48000/2',
      'a=fmtp:63 111/111',
      'a=rtpmap:0 PCMU/8000',
    ) +
    picture;
  expect(withVoiceFormat(offer('a=fmtp:111 minptime=10;useinbandfec=1'))).toBe(
    offer(`a=fmtp:111 minptime=10;${asked}`),
  );
});

test('a browser that asks for two channels or for pauses is asked for neither', () => {
  const offer = lines(
    'm=audio 9 UDP/TLS/RTP/SAVPF 109',
    'a=rtpmap:109 opus/48000/2',
    'a=fmtp:109 maxplaybackrate=48000; stereo=1; usedtx=1; useinbandfec=0',
  );
  const written = withVoiceFormat(offer);
  for (const parameter of ['maxplaybackrate=48000', ...asked.split(';')])
    expect(written).toContain(parameter);
  expect(written).not.toMatch(/stereo=1|usedtx=1|useinbandfec=0/);
});

test('one that says nothing of Opus is told', () => {
  const offer = lines('m=audio 9 UDP/TLS/RTP/SAVPF 111', 'a=rtpmap:111 opus/48000/2');
  expect(withVoiceFormat(offer)).toBe(
    lines('m=audio 9 UDP/TLS/RTP/SAVPF 111', 'a=rtpmap:111 opus/48000/2', `a=fmtp:111 ${asked}`),
  );
});

test('a call without sound is left as it is', () => {
  expect(withVoiceFormat(picture)).toBe(picture);
});
