import { expect, test } from 'vitest';
import { createEndCauses } from '../../../../common/call/causes/end-causes.ts';
import { measureEnd, type EndMeasure } from '../../../../common/call/causes/end-measure.ts';

/** A look at a good call after so many looks, 2 s each: a phone that sends 30 frames a second. */
const good = (look: number): EndMeasure => ({
  sound: { track: 'voice', withheld: false, energy: look * 0.01, seconds: look * 2 },
  limitedBy: 'none',
  availableKbit: 2_400,
  sent: look * 500,
  sentLost: 0,
  decodeSeconds: look * 0.4,
  framesDecoded: look * 60,
  framesDropped: 0,
  received: look * 500,
  receivedLost: 0,
  relayedBy: null,
  near: false,
});

/** What is found in the end of so many looks, each as `as` makes it. */
function foundAfter(looks: number, as: (look: number) => Partial<EndMeasure>) {
  const causesOf = createEndCauses();
  let found: readonly string[] = [];
  for (let look = 0; look < looks; look += 1)
    found = causesOf({ ...good(look), ...as(look) }, look * 2_000);
  return found;
}

test('of a good call nothing is said', () => {
  expect(foundAfter(50, () => ({}))).toEqual([]);
});

test.each<[string, (look: number) => Partial<EndMeasure>, string]>([
  ['a processor that slows the encoder down', () => ({ limitedBy: 'cpu' }), 'processor_slow'],
  [
    'decoding that takes all of the time',
    (look) => ({ decodeSeconds: look * 1.7 }),
    'processor_slow',
  ],
  [
    'frames that are thrown away though nothing was lost',
    (look) => ({ decodeSeconds: look, framesDropped: look * 30 }),
    'processor_slow',
  ],
  [
    'a network that carries little',
    () => ({ limitedBy: 'bandwidth', availableKbit: 280 }),
    'network_slow',
  ],
  ['much of what is sent being lost', (look) => ({ sentLost: look * 30 }), 'network_slow'],
  ['a relay by TCP', () => ({ relayedBy: 'tcp' }), 'udp_blocked'],
  ['a relay by TLS', () => ({ relayedBy: 'tls' }), 'udp_blocked'],
  [
    'a microphone that gives nothing',
    (look) => ({ sound: { ...good(look).sound!, energy: 0 } }),
    'microphone_silent',
  ],
])('%s has its name', (_, as, cause) => {
  expect(foundAfter(10, as)).toEqual([cause]);
  expect(foundAfter(2, as)).not.toContain(cause === 'udp_blocked' ? '' : cause);
});

test.each<[string, (look: number) => Partial<EndMeasure>]>([
  // Chromium's first seconds, and a picture that is as large as it may be.
  ['a limit that still lets 720p through', () => ({ limitedBy: 'bandwidth', availableKbit: 900 })],
  ['a relay by UDP', () => ({ relayedBy: 'udp' })],
  ['a little loss', (look) => ({ sentLost: look * 15 })],
  ['a few packets of which one is lost', (look) => ({ sent: look * 10, sentLost: look })],
  [
    'frames thrown away because parts of them were lost',
    (look) => ({ decodeSeconds: look, framesDropped: look * 30, receivedLost: look * 25 }),
  ],
  ['a hardware decoder that takes its time', (look) => ({ decodeSeconds: look })],
  ['a side that receives no picture', () => ({ framesDecoded: 0, decodeSeconds: 0 })],
])('%s is nothing to complain of', (_, as) => {
  expect(foundAfter(30, as)).toEqual([]);
});

test('a burst of a few seconds is not told', () => {
  expect(foundAfter(30, (look) => ({ limitedBy: look % 6 < 3 ? 'cpu' : 'none' }))).toEqual([]);
});

test('several are told, the worst first', () => {
  expect(
    foundAfter(10, (look) => ({
      limitedBy: 'cpu',
      sentLost: look * 30,
      relayedBy: 'tls',
      sound: { ...good(look).sound!, withheld: true },
    })),
  ).toEqual(['microphone_silent', 'network_slow', 'processor_slow', 'udp_blocked']);
});

test('a new connection, whose counters begin anew, ends nothing by itself', () => {
  const slow = (look: number): Partial<EndMeasure> => ({ sentLost: look * 30 });
  const restarted = (look: number) => ({ ...good(look % 8), ...slow(look % 8) });
  expect(foundAfter(20, restarted)).toEqual(['network_slow']);
});

const track = { id: 'voice', kind: 'audio', enabled: true, muted: false, readyState: 'live' };
const measured = (reports: object[], sent: Partial<typeof track> = {}) =>
  measureEnd(new Map(reports.map((report, n) => [String(n), report])) as RTCStatsReport, [
    { track: { ...track, ...sent } } as unknown as RTCRtpSender,
  ]);

test("all of it is read from a browser's statistics", () => {
  const reports = [
    {
      type: 'media-source',
      kind: 'audio',
      trackIdentifier: 'voice',
      totalAudioEnergy: 0.5,
      totalSamplesDuration: 12,
    },
    { type: 'outbound-rtp', kind: 'audio', packetsSent: 600 },
    { type: 'outbound-rtp', kind: 'video', packetsSent: 900, qualityLimitationReason: 'bandwidth' },
    { type: 'remote-inbound-rtp', kind: 'audio', packetsLost: 3 },
    { type: 'remote-inbound-rtp', kind: 'video', packetsLost: 4 },
    { type: 'inbound-rtp', kind: 'audio', packetsReceived: 500, packetsLost: 1 },
    {
      type: 'inbound-rtp',
      kind: 'video',
      packetsReceived: 800,
      packetsLost: 2,
      totalDecodeTime: 1.5,
      framesDecoded: 300,
      framesDropped: 6,
    },
    { type: 'candidate-pair', state: 'succeeded', nominated: false, localCandidateId: 'host' },
    {
      type: 'candidate-pair',
      state: 'succeeded',
      nominated: true,
      localCandidateId: 'relay',
      availableOutgoingBitrate: 312_400,
    },
    { type: 'local-candidate', id: 'host', candidateType: 'host' },
    { type: 'local-candidate', id: 'relay', candidateType: 'relay', relayProtocol: 'tcp' },
  ];
  expect(measured(reports)).toEqual({
    sound: { track: 'voice', withheld: false, energy: 0.5, seconds: 12 },
    limitedBy: 'bandwidth',
    availableKbit: 312,
    sent: 1_500,
    sentLost: 7,
    decodeSeconds: 1.5,
    framesDecoded: 300,
    framesDropped: 6,
    received: 1_300,
    receivedLost: 3,
    relayedBy: 'tcp',
    near: false,
  });
});

const candidates = (local: object, remote: object, roundTrip = 0.08) => [
  { type: 'local-candidate', id: 'here', ...local },
  { type: 'remote-candidate', id: 'there', ...remote },
  {
    type: 'candidate-pair',
    state: 'succeeded',
    nominated: true,
    localCandidateId: 'here',
    remoteCandidateId: 'there',
    currentRoundTripTime: roundTrip,
  },
];
const host = { candidateType: 'host' };
const seenAt = (address: string) => ({ candidateType: 'srflx', address });

test.each([
  ['who connect inside one network', candidates(host, host), true],
  ['who are seen at one address', candidates(seenAt('198.51.100.7'), seenAt('198.51.100.7')), true],
  ['who answer at once', candidates(seenAt('198.51.100.7'), seenAt('203.0.113.9'), 0.012), true],
  ['of two networks', candidates(seenAt('198.51.100.7'), seenAt('203.0.113.9')), false],
  ['of whom nothing is known', [], false],
])('two %s are near: %o', (_, reports, near) => {
  expect(measured(reports).near).toBe(near);
});

test('a browser that tells less leaves it open', () => {
  expect(measured([])).toMatchObject({
    sound: { track: 'voice', withheld: false, energy: null, seconds: null },
    limitedBy: null,
    availableKbit: null,
    relayedBy: null,
  });
});

test('a microphone that a person has muted, or that has ended, is not judged', () => {
  expect(measured([], { enabled: false }).sound).toBeNull();
  expect(measured([], { readyState: 'ended' }).sound).toBeNull();
});
