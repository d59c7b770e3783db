import { networkInterfaces } from 'node:os';
import { credentialOf } from './credential.ts';
import { startCoturn, type Coturn } from './coturn.ts';

/** An address of this machine that is not its loopback: coturn carries nothing from one place there to another. */
export function ownAddress(): string | null {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? null;
}

/** What a doctor tries: the relay of the shipped file, right or with one thing wrong. */
export interface DoctorsCoturn extends Coturn {
  stun: string;
  /** Credentials that are good for `seconds` from now on; negative for ones that have ended. */
  credentials(seconds?: number): Promise<{ username: string; password: string }>;
}

/** How the relay is to be wrong, if it is. */
const faults = {
  none: (host: string) => ({ lines: [`allowed-peer-ip=${host}`] }),
  /** It reaches private networks. */
  unguarded: () => ({ lines: ['denied-peer-ip=255.255.255.255'] }),
  /** It relays for anybody. */
  open: (host: string) => ({
    lines: ['no-auth', `allowed-peer-ip=${host}`],
    without: ['use-auth-secret', 'static-auth-secret'],
  }),
  /** It does not reach itself. */
  selfless: (host: string) => ({ lines: [`denied-peer-ip=${host}`] }),
} as const;

/** Starts a coturn at this machine's own address. */
export async function doctorsCoturn(fault: keyof typeof faults = 'none'): Promise<DoctorsCoturn> {
  const host = ownAddress();
  if (host === null) throw new Error('a relay needs an address beside the loopback');
  const coturn = await startCoturn({ host, ...faults[fault](host) });
  return {
    ...coturn,
    stun: `stun:${host}:${coturn.port}`,
    async credentials(seconds = 600) {
      const { username, credential } = await credentialOf('test', { endsInMs: seconds * 1000 });
      return { username, password: credential };
    },
  };
}
