import { TurnRefusal } from '../../network/turn/conversation.ts';
import { warning, type Finding } from '../finding.ts';

/** How long each answer of a STUN or TURN server may take, in ms. */
export const WITHIN_MS = 5000;

/** Refusals by their numbers (RFC 8489, 14.8; RFC 8656, 19). */
export const UNAUTHORIZED = 401;
const FORBIDDEN = 403;

/** Why a STUN or TURN server could not be spoken with, and what to do. */
export function whyNot(error: unknown): readonly [says: string, todo: string] {
  if (error instanceof TurnRefusal && error.code === UNAUTHORIZED)
    return [
      'refuses the credentials',
      "LENS_TURN_SECRET must be coturn's static-auth-secret, use-auth-secret must be set, and the clocks of both servers must agree.",
    ];
  if (error instanceof TurnRefusal && error.code === FORBIDDEN)
    return [
      'refuses to carry data to its own address, as it must where both sides need it',
      "Allow the relay's own public address (allowed-peer-ip) beside what it is denied. A relay at a private or loopback address refuses itself, as it must: it is good for trying out, in one network.",
    ];
  if (error instanceof TurnRefusal)
    return [
      `refuses (${error.message})`,
      'See in the log of the relay why: a quota may be used up (user-quota, total-quota).',
    ];
  const { code = '' } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
  if (/CERT|SELF_SIGNED|UNABLE_TO_/.test(code))
    return [
      `shows a certificate that is not trusted (${code})`,
      'Give the relay a certificate for its own name, with its whole chain (cert, pkey), and let it read the renewed one.',
    ];
  if (code === 'ENOTFOUND')
    return ['has no address in the DNS', 'Add an A or AAAA record for it, or correct its name.'];
  if (code === 'ECONNREFUSED')
    return [
      'refuses connections: nothing listens there',
      'Start the relay, and check the port and the kind (UDP, TCP, TLS) that it listens on.',
    ];
  return [
    'does not answer',
    'Check that it runs, and that firewalls let its port in, by UDP as well as by TCP.',
  ];
}

/** As many addresses of a kind are tried, whoever names them: each browser tries all of them at each start. */
export const MOST_URLS = 16;

/** Says so where not all of them were tried. */
export const tooMany = (check: 'stun' | 'relay', named: readonly unknown[]): Finding[] =>
  named.length > MOST_URLS
    ? [
        warning(
          check,
          `The server names ${named.length} addresses of this kind, of which the first ${MOST_URLS} were tried.`,
          'Name fewer: each browser tries all of them at every start.',
        ),
      ]
    : [];
