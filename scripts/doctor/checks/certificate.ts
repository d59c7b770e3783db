import { notTried, warning, well, wrong, type Finding } from '../finding.ts';
import type { ShownCertificate } from './answer-of.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** With so many days left, whatever renews a certificate should have done so (Let's Encrypt: at 30). */
const SOON_DAYS = 14;

/** Node's names for what is wrong with a certificate (nodejs.org/api/tls.html#x509-certificate-error-codes). */
const faults: Record<string, (shown: ShownCertificate, host: string) => readonly [string, string]> =
  {
    ERR_TLS_CERT_ALTNAME_INVALID: ({ names }, host) => [
      `The certificate is for ${names}, not for ${host}`,
      `Get one for ${host}.`,
    ],
    CERT_HAS_EXPIRED: ({ ends }) => [
      `The certificate ended on ${dayOf(ends)}`,
      'Renew it, and have whatever renews it run by itself.',
    ],
    CERT_NOT_YET_VALID: () => [
      'The certificate is not valid yet',
      "Check this machine's clock, and when the certificate begins.",
    ],
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: ({ issuer }) => [
      `The certificate comes without the ones between it and its authority (${issuer})`,
      'Give the whole chain, as fullchain.pem has it: browsers may know the rest, phones do not.',
    ],
    DEPTH_ZERO_SELF_SIGNED_CERT: () => selfSigned,
    SELF_SIGNED_CERT_IN_CHAIN: () => ownAuthority,
    UNABLE_TO_GET_ISSUER_CERT: () => ownAuthority,
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: () => ownAuthority,
  };
const selfSigned = [
  'The certificate is signed by itself: no phone trusts it',
  "Get one from an authority that browsers know, such as Let's Encrypt (Caddy does so by itself).",
] as const;
const ownAuthority = [
  'The certificate comes from an authority that this machine does not know',
  "Get one from an authority that browsers know. If it is your company's own, all phones must trust it; this machine learns it by NODE_EXTRA_CA_CERTS.",
] as const;

const dayOf = (moment: number) =>
  Number.isNaN(moment) ? 'an unknown day' : new Date(moment).toISOString().slice(0, 10);

const isOwnMachine = (host: string) => ['localhost', '127.0.0.1', '[::1]'].includes(host);

/** Whether a browser trusts the certificate of an address, by its chain, its names and its end. */
export function lookAtCertificate(
  url: string,
  shown: ShownCertificate | null,
  now = Date.now(),
): Finding {
  const { protocol, hostname } = new URL(url);
  if (protocol === 'http:')
    return isOwnMachine(hostname)
      ? warning(
          'certificate',
          `${url} is for this machine only: no phone reaches it, and none has a camera without https.`,
          'For phones, set LENS_PUBLIC_URL to an https address (README, "A real phone").',
        )
      : wrong(
          'certificate',
          `${url} is not encrypted: no phone gives its camera to it.`,
          'Put https in front of it (README, "A real phone").',
        );
  if (shown === null) return notTried('certificate', 'No certificate was seen.');
  if (shown.fault !== null) {
    const [says, todo] = faults[shown.fault]?.(shown, hostname) ?? [
      `The certificate is not trusted (${shown.fault})`,
      "Get one from an authority that browsers know, such as Let's Encrypt.",
    ];
    return wrong('certificate', `${says}.`, todo);
  }
  const days = Math.floor((shown.ends - now) / DAY_MS);
  const says = `The certificate is right: for ${hostname}, from ${shown.issuer}, until ${dayOf(shown.ends)}`;
  return days < SOON_DAYS
    ? warning(
        'certificate',
        `${says}, which is in ${days} ${days === 1 ? 'day' : 'days'}.`,
        'Renew it, and see why nothing has done so by itself.',
      )
    : well('certificate', `${says} (${days} days).`);
}
