import { expect, test } from 'vitest';
import { wayOf, type Way } from '../../../common/call/way.ts';

const pair = { localCandidateId: 'own', remoteCandidateId: 'others' };
const way = (own: object, others: object) =>
  wayOf(
    new Map<string, object>([
      ['own', own],
      ['others', others],
    ]) as RTCStatsReport,
    pair,
  );
const host = { candidateType: 'host', protocol: 'udp' };

test.each<[string, object, object, Way | null]>([
  ['direct', host, host, { relayed: false, over: 'udp' }],
  ['direct, over TCP', { ...host, protocol: 'tcp' }, host, { relayed: false, over: 'tcp' }],
  ['relayed over UDP', relay('udp'), host, { relayed: true, over: 'udp' }],
  ['relayed over TCP', relay('tcp'), relay('udp'), { relayed: true, over: 'tcp' }],
  ['relayed over TLS', relay('tls'), host, { relayed: true, over: 'tls' }],
  ["through the other side's relay", host, relay('tls'), { relayed: true, over: 'udp' }],
  ['not known', { candidateType: 'relay' }, host, null],
])('a way is %s', (_, own, others, expected) => {
  expect(way(own, others)).toEqual(expected);
});

test('a way is not known before there are candidates', () => {
  expect(wayOf(new Map() as unknown as RTCStatsReport, {})).toBeNull();
});

function relay(relayProtocol: string) {
  // The relay's own part is UDP in any case.
  return { candidateType: 'relay', protocol: 'udp', relayProtocol };
}
