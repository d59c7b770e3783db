import { expect, test } from 'vitest';
import { fingerprintIn, fingerprintsOf } from '../../../../common/call/encryption/fingerprint.ts';
import { description, fingerprint } from './certificates.ts';

const one = fingerprint('one');

test('the one certificate of a description is found, in whichever case it is written, and however often', () => {
  expect(fingerprintIn(description(`sha-256 ${one}`))).toBe(one);
  expect(fingerprintIn(description(`SHA-256 ${one.toLowerCase()}`, `sha-256 ${one}`))).toBe(one);
});

test.each([
  ['none', []],
  ['two', [`sha-256 ${one}`, `sha-256 ${fingerprint('two')}`]],
  ['one by SHA-1', ['sha-1 AB:CD']],
  ['one more by another hash', [`sha-256 ${one}`, `sha-512 ${one}:${one}`]],
  ['one that is too short', [`sha-256 ${one.slice(3)}`]],
  ['one that is no hex', [`sha-256 ${one.replace(/../, 'XY')}`]],
])('a description that names %s names no certificate that could be compared', (_, lines) => {
  expect(fingerprintIn(description(...lines))).toBeNull();
});

test('a connection has its certificates once both have been described', () => {
  const described = (of: string | null) =>
    of === null ? null : ({ type: 'offer', sdp: description(`sha-256 ${of}`) } as never);
  const connection = { localDescription: described(one), remoteDescription: null };
  expect(fingerprintsOf({ ...connection, signalingState: 'have-local-offer' })).toBeNull();
  expect(fingerprintsOf({ ...connection, signalingState: 'stable' })).toBeNull();
  const remoteDescription = described(fingerprint('two'));
  expect(fingerprintsOf({ ...connection, remoteDescription, signalingState: 'stable' })).toEqual({
    own: one,
    other: fingerprint('two'),
  });
  expect(
    fingerprintsOf({
      ...connection,
      remoteDescription: described('no fingerprint'),
      signalingState: 'stable',
    }),
  ).toBe('unclear');
});
