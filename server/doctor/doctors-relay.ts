import type { DoctorFacts } from '../../common/contract/doctor.ts';
import type { IceServer } from '../../common/contract/views.ts';
import type { RelayConfig } from '../config/relaying.ts';
import type { IceServersFor } from '../relay/relay.ts';

/** The relay as a doctor needs it: what it takes to try it, and whose it is. */
export interface DoctorsRelay {
  /** STUN and TURN servers with new credentials; `failed` where whoever gives them did not. */
  withCredentials(): Promise<Pick<DoctorFacts, 'relay' | 'iceServers'>>;
  /** What anyone may know: STUN servers. */
  withoutCredentials(): IceServer[];
}

/** Whom the relay counts a doctor and its phones as: no session, so that no call's quota is used up. */
const NAME = 'doctor';

/** What a doctor tries: the servers and the credentials that calls get too. */
export function createDoctorsRelay(
  { stunUrls, turn, twilio }: RelayConfig,
  iceServersFor: IceServersFor,
): DoctorsRelay {
  return {
    async withCredentials() {
      const { iceServers, expires } = await iceServersFor(NAME);
      if (turn === null && twilio === null) return { relay: 'none', iceServers };
      if (expires === null) return { relay: 'failed', iceServers };
      return { relay: turn === null ? 'twilio' : 'own', iceServers };
    },
    withoutCredentials: () => (stunUrls.length > 0 ? [{ urls: [...stunUrls] }] : []),
  };
}
