/** A certificate's SHA-256 as session descriptions write it: 32 bytes in upper-case hex, colons between. */
export type Fingerprint = string;

/** The two certificates of a connection, as one side sees them. */
export interface FingerprintPair {
  own: Fingerprint;
  other: Fingerprint;
}

const SHA_256 = /^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/;

/**
 * The one certificate that a session description names (RFC 8122, section 5); null where it names none,
 * more than one, or one by another hash than SHA-256: a connection verifies against any that is named, so
 * a second one would be a way in beside the one that was compared.
 */
export function fingerprintIn(sdp: string): Fingerprint | null {
  const named = new Set(
    [...sdp.matchAll(/^a=fingerprint:(\S+) +(\S+)\s*$/gim)].map(
      ([, hash = '', value = '']) => `${hash.toLowerCase()} ${value.toUpperCase()}`,
    ),
  );
  const [only = ''] = named;
  const [hash, value = ''] = only.split(' ');
  return named.size === 1 && hash === 'sha-256' && SHA_256.test(value) ? value : null;
}

/** A connection, as far as its certificates are looked for. */
export type Described = Pick<
  RTCPeerConnection,
  'localDescription' | 'remoteDescription' | 'signalingState'
>;

/**
 * The certificates of a connection, from its descriptions: the browser lets nobody in whose certificate is
 * not the remote one's (RFC 8827, section 5). The own one is read there too, because browsers of two years
 * ago lack `RTCCertificate.getFingerprints`. Null until both have been said; `unclear` where one of them
 * does not name exactly one certificate.
 */
export function fingerprintsOf(connection: Described): FingerprintPair | 'unclear' | null {
  const { localDescription, remoteDescription, signalingState } = connection;
  if (signalingState !== 'stable' || !localDescription || !remoteDescription) return null;
  const own = fingerprintIn(localDescription.sdp);
  const other = fingerprintIn(remoteDescription.sdp);
  return own && other ? { own, other } : 'unclear';
}
