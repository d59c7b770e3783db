import type { IceTransport } from '../../contract/ice-url.ts';
import type { GivenSound } from './silent-microphone.ts';

/** What one look at a connection says of this side's own end; what a browser does not tell is null. */
export interface EndMeasure {
  /** What the microphone gives; null where none is sent, or a person has muted it. */
  sound: GivenSound | null;
  /** What holds the sent picture back (W3C webrtc-stats, qualityLimitationReason). */
  limitedBy: 'none' | 'cpu' | 'bandwidth' | 'other' | null;
  /** What the connection is thought to carry of what is sent, in kbit/s. */
  availableKbit: number | null;
  /** Packets sent so far, and how many of them the other side says were lost. */
  sent: number;
  sentLost: number;
  /** The received picture so far: how long decoding took (s), and what became of the frames. */
  decodeSeconds: number;
  framesDecoded: number;
  framesDropped: number;
  received: number;
  receivedLost: number;
  /** How this side reaches the relay that the media go over; null where they go over none of its own. */
  relayedBy: IceTransport | null;
  /** Both sides are in one network, or so near that they may be. */
  near: boolean;
}

/** Two who are in one building, in ms there and back; a mobile network alone takes more. */
const NEAR_MS = 25;

type Report = Record<string, unknown> & { type: string; kind?: string };

const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const oneOf = <T extends string>(all: readonly T[], value: unknown): T | null =>
  all.find((one) => one === value) ?? null;

function soundOf(sender: RTCRtpSender | undefined, source: Report | undefined): GivenSound | null {
  const track = sender?.track;
  if (!track || !track.enabled || track.readyState !== 'live') return null;
  const isIts = source?.trackIdentifier === track.id;
  return {
    track: track.id,
    withheld: track.muted,
    energy: isIts ? number(source.totalAudioEnergy) : null,
    seconds: isIts ? number(source.totalSamplesDuration) : null,
  };
}

/** The addresses at which a network is seen from outside, of the candidates that the browser tells. */
const publicOf = (candidates: Report[]) =>
  candidates.flatMap(({ candidateType, address }) =>
    candidateType === 'srflx' && typeof address === 'string' ? address : [],
  );

/**
 * Whether both sides may be in one place: they connect without leaving their network, are seen from
 * outside at one address, or answer each other within a few milliseconds.
 */
function isNear(
  pair: Report | undefined,
  ends: [local: Report | undefined, remote: Report | undefined],
  all: [local: Report[], remote: Report[]],
): boolean {
  const [own, other] = all.map(publicOf);
  const roundTrip = number(pair?.currentRoundTripTime);
  return (
    ends.every((end) => end?.candidateType === 'host') ||
    own!.some((address) => other!.includes(address)) ||
    (roundTrip !== null && roundTrip * 1000 <= NEAR_MS)
  );
}

/** Reads this side's end out of a connection's statistics and what it sends. */
export function measureEnd(
  statistics: RTCStatsReport,
  senders: readonly RTCRtpSender[],
): EndMeasure {
  const reports = [...(statistics.values() as Iterable<Report>)];
  const all = (type: string, kind?: string) =>
    reports.filter((report) => report.type === type && (!kind || report.kind === kind));
  const sum = (of: Report[], name: string) =>
    of.reduce((total, report) => total + (number(report[name]) ?? 0), 0);

  const pair = all('candidate-pair').find(
    ({ state, nominated, selected }) => state === 'succeeded' && (nominated || selected),
  );
  const byId = (wanted: unknown) => reports.find(({ id }) => id !== undefined && id === wanted);
  const local = byId(pair?.localCandidateId);
  const ends: [Report | undefined, Report | undefined] = [local, byId(pair?.remoteCandidateId)];
  const [picture] = all('outbound-rtp', 'video');
  const inbound = all('inbound-rtp');
  const seen = all('inbound-rtp', 'video');
  const available = number(pair?.availableOutgoingBitrate);
  const speaker = senders.find(({ track }) => track?.kind === 'audio');
  return {
    sound: soundOf(speaker, all('media-source', 'audio')[0]),
    limitedBy: oneOf(['none', 'cpu', 'bandwidth', 'other'], picture?.qualityLimitationReason),
    availableKbit: available === null ? null : Math.round(available / 1000),
    sent: sum(all('outbound-rtp'), 'packetsSent'),
    sentLost: sum(all('remote-inbound-rtp'), 'packetsLost'),
    decodeSeconds: sum(seen, 'totalDecodeTime'),
    framesDecoded: sum(seen, 'framesDecoded'),
    framesDropped: sum(seen, 'framesDropped'),
    received: sum(inbound, 'packetsReceived'),
    receivedLost: sum(inbound, 'packetsLost'),
    relayedBy:
      local?.candidateType === 'relay' ? oneOf(['udp', 'tcp', 'tls'], local.relayProtocol) : null,
    near: isNear(pair, ends, [all('local-candidate'), all('remote-candidate')]),
  };
}
