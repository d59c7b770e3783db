import type { DoctorFacts } from '../../../common/contract/doctor.ts';
import { warning, wrong, type Finding } from '../finding.ts';
import { MOST_URLS, tooMany } from './ice-server.ts';
import { lookAtEveryStun } from './stun.ts';
import { lookAtTurn, turnUrlsOf } from './turn.ts';

const noRelay = 'between two networks that do not reach each other there is no picture';

/** STUN and TURN, each server by each way that is configured. */
export async function lookAtRelay({
  relay,
  iceServers,
}: Pick<DoctorFacts, 'relay' | 'iceServers'>): Promise<Finding[]> {
  const turn = turnUrlsOf(iceServers);
  const stun = lookAtEveryStun(iceServers, turn.length > 0);
  if (relay === 'failed')
    return [
      ...(await stun),
      wrong(
        'relay',
        `The relay gives no credentials: ${noRelay}.`,
        'See in the log of the server why; with LENS_TURN_TWILIO, check the account of LENS_TWILIO_ACCOUNT_SID.',
      ),
    ];
  if (turn.length === 0)
    return [
      ...(await stun),
      warning(
        'relay',
        `No relay is set up: ${noRelay}.`,
        'Run coturn and set LENS_TURN_URLS and LENS_TURN_SECRET (README, "Through firewalls").',
      ),
    ];
  const tried = turn
    .slice(0, MOST_URLS)
    .map(({ url, credentials }) => lookAtTurn(url, credentials));
  return [...(await stun), ...(await Promise.all(tried)), ...tooMany('relay', turn)];
}
