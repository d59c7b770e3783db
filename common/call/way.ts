import type { IceTransport } from '../contract/ice-url.ts';

/**
 * Which way a connection takes: `over` is what this side sends by. `relayed` is also said where only the
 * other side goes through a relay.
 */
export interface Way {
  relayed: boolean;
  over: IceTransport;
}

/** What of an RTCIceCandidateStats matters here (W3C webrtc-stats, section 6.17). */
interface CandidateReport {
  candidateType?: string;
  protocol?: string;
  relayProtocol?: string;
}

const transports: readonly string[] = ['udp', 'tcp', 'tls'] satisfies IceTransport[];

/** The way of a selected pair, by the reports of its two candidates; null while that is not known. */
export function wayOf(
  reports: RTCStatsReport,
  pair: { localCandidateId?: string; remoteCandidateId?: string },
): Way | null {
  const own: CandidateReport | undefined = reports.get(pair.localCandidateId ?? '');
  const others: CandidateReport | undefined = reports.get(pair.remoteCandidateId ?? '');
  if (!own) return null;
  const isRelay = own.candidateType === 'relay';
  const over = (isRelay ? own.relayProtocol : own.protocol)?.toLowerCase() ?? '';
  if (!transports.includes(over)) return null;
  return { relayed: isRelay || others?.candidateType === 'relay', over: over as IceTransport };
}
