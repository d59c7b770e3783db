import type { DoctorFacts, GatewayAccount } from '../../common/contract/doctor.ts';
import type { Transports } from '../invitations/transport.ts';
import type { DoctorsRelay } from './doctors-relay.ts';

/** The ways of sending, and whether an outbox stands in the place of both. */
export interface Gateways {
  transports: Transports;
  isOutbox: boolean;
}

async function accountOf(
  transport: Transports['sms'] | Transports['email'],
  isOutbox: boolean,
): Promise<GatewayAccount> {
  if (isOutbox) return { state: 'outbox', reason: null };
  if (transport === null) return { state: 'not_set_up', reason: null };
  const reason = await transport.tryLogin();
  return { state: reason === null ? 'accepted' : 'refused', reason };
}

/** What can be learned of accounts and relay, from here, now. Nothing is sent to anybody. */
export async function examineOutside(
  { transports, isOutbox }: Gateways,
  relay: DoctorsRelay,
): Promise<Pick<DoctorFacts, 'email' | 'sms' | 'relay' | 'iceServers'>> {
  const [email, sms, way] = await Promise.all([
    accountOf(transports.email, isOutbox),
    accountOf(transports.sms, isOutbox),
    relay.withCredentials(),
  ]);
  return { email, sms, ...way };
}
