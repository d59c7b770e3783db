import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createQualityMeter } from '../../../common/call/quality.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

interface Line {
  bytes: number;
  packets: number;
  lost: number;
  frames: number;
  roundTrip?: number;
}

/** A technician's measurement 2 s after the one before, from `was` to `is`. */
function technicianSees(was: Line, is: Line) {
  const reports = (line: Line) =>
    new Map<string, object>([
      [
        'video',
        {
          type: 'inbound-rtp',
          kind: 'video',
          bytesReceived: line.bytes,
          packetsReceived: line.packets,
          packetsLost: line.lost,
          framesDecoded: line.frames,
          frameWidth: 1280,
          frameHeight: 720,
        },
      ],
      ['own', { type: 'local-candidate', candidateType: 'relay', relayProtocol: 'tls' }],
      ['others', { type: 'remote-candidate', candidateType: 'host' }],
      ['idle', { type: 'candidate-pair', state: 'succeeded', currentRoundTripTime: 9 }],
      [
        'pair',
        {
          type: 'candidate-pair',
          state: 'succeeded',
          nominated: true,
          localCandidateId: 'own',
          remoteCandidateId: 'others',
          currentRoundTripTime: line.roundTrip ?? 0.05,
        },
      ],
    ]) as RTCStatsReport;
  const measure = createQualityMeter('technician');
  measure(reports(was));
  vi.advanceTimersByTime(2_000);
  return measure(reports(is));
}

const start = { bytes: 0, packets: 0, lost: 0, frames: 0 };

test('a good line is measured in all its parts', () => {
  const seen = technicianSees(start, { bytes: 250_000, packets: 990, lost: 10, frames: 60 });
  expect(seen).toEqual({
    roundTripMs: 50,
    way: { relayed: true, over: 'tls' },
    lossShare: 0.01,
    framesPerSecond: 30,
    width: 1280,
    height: 720,
    kbitPerSecond: 1000,
    word: 'good',
  });
});

test.each([
  ['the delay of half the world', { roundTrip: 0.301 }, 'fair'],
  ['a delay in which people talk over each other', { roundTrip: 0.801 }, 'poor'],
  ['loss beyond what is not heard', { packets: 960, lost: 40 }, 'fair'],
  ['loss beyond what is understood', { packets: 890, lost: 110 }, 'poor'],
  ['a picture that jerks', { frames: 20 }, 'fair'],
  ['a row of stills', { frames: 8 }, 'poor'],
])('%s has its word', (_, line, word) => {
  const good = { bytes: 250_000, packets: 1000, lost: 0, frames: 60 };
  expect(technicianSees(start, { ...good, ...line }).word).toBe(word);
});

test('a picture that is not sent is nothing to complain of', () => {
  const line = { bytes: 5_000, packets: 50, lost: 0, frames: 60 };
  const seen = technicianSees(line, line);
  expect(seen).toMatchObject({ framesPerSecond: null, word: 'good' });
});

test("the customer's side measures what it sends, and what is said to be lost of it", () => {
  const reports = (after: boolean) =>
    new Map<string, object>([
      [
        'out',
        {
          type: 'outbound-rtp',
          kind: 'video',
          bytesSent: after ? 500_000 : 0,
          packetsSent: after ? 500 : 0,
          framesEncoded: after ? 30 : 0,
        },
      ],
      ['seen', { type: 'remote-inbound-rtp', kind: 'video', packetsLost: after ? 25 : 0 }],
      // Firefox's way of saying which pair is used.
      [
        'pair',
        { type: 'candidate-pair', state: 'succeeded', selected: true, currentRoundTripTime: 0.1 },
      ],
    ]) as RTCStatsReport;
  const measure = createQualityMeter('customer');
  expect(measure(reports(false)).word).toBe('good');
  vi.advanceTimersByTime(2_000);
  expect(measure(reports(true))).toMatchObject({
    kbitPerSecond: 2000,
    lossShare: 0.05,
    framesPerSecond: 15,
    roundTripMs: 100,
    word: 'fair',
  });
});
