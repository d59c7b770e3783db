import { setTimeout as wait } from 'node:timers/promises';
import QRCode from 'qrcode';
import type {
  PhoneCheck,
  PhoneCheckName,
  PhoneFinding,
  PhoneReason,
} from '../../common/contract/doctor.ts';
import type { Call } from '../admin/call.ts';
import { CommandError, exits, notReachable } from '../admin/exits.ts';
import type { Terminal } from '../admin/terminal.ts';

/** How often it is asked whether the phone is done, in ms. */
const ASK_EVERY_MS = 2000;

const names: Record<PhoneCheckName, string> = {
  camera: 'The camera',
  socket: 'The event socket',
  stun: 'STUN',
  turn_udp: 'The relay by UDP',
  turn_tcp: 'The relay by TCP',
  turn_tls: 'The relay by TLS',
};

const reasons: Record<PhoneReason, string> = {
  refused: 'was not allowed on that phone: its browser or its person said no',
  dismissed: 'was not allowed: the question was closed without an answer',
  missing: 'is not there on that device',
  busy: 'is held by another app of that phone',
  unsupported: "is out of reach in that browser: another app's own one, as a rule",
  failed: 'failed on that phone',
  unreachable: 'is not reached from that network',
  credentials_refused: 'refuses the credentials: check LENS_TURN_SECRET and the clocks',
  no_data: 'gives that phone a place, and passes nothing on',
  not_set_up: 'is not set up on this server',
  needs_code: 'was not tried without a code',
};

/** A phone's finding as a person at the terminal reads it. */
export function phoneSays({ check, state, reason, ms }: PhoneFinding): string {
  if (state === 'well')
    return `${names[check]} works${ms === null ? '' : ` (${(ms / 1000).toFixed(1)} s)`}.`;
  return `${names[check]} ${reasons[reason ?? 'failed']}.`;
}

/** What to do about it, by what was looked at and why it is wrong; null where there is nothing to do. */
export function phoneTodo({ check, state, reason }: PhoneFinding): string | null {
  if (state !== 'wrong') return null;
  if (check === 'camera')
    return 'Allow the camera in that browser (on the phone, the page says how at the start of a visit), or close the app that holds it.';
  if (reason === 'no_data')
    return 'Open the ports that the relay relays from (49152 to 65535, UDP), and set external-ip where it stands behind a NAT.';
  if (reason === 'credentials_refused')
    return "LENS_TURN_SECRET must be coturn's static-auth-secret, and the clocks of both must agree.";
  if (check === 'socket')
    return 'Let the proxy pass WebSocket upgrades (README, "On the internet"), or try another network.';
  if (check === 'turn_tls')
    return 'Open its port for TCP, and give the relay a certificate that phones trust; npm run doctor tells whether it is one.';
  return 'Open its port to the internet (npm run doctor tells whether it answers), or try another network: this one may block it.';
}

/** Whether nothing is wrong from where that phone is; what was not set up or not tried is no fault. */
export const isPhoneWell = ({ report }: PhoneCheck): boolean =>
  report !== null && report.findings.every(({ state }) => state !== 'wrong');

/** Makes a one-time link, shows it and waits until a phone has told what it found. Throws CommandError. */
export async function waitForPhone(
  call: Call,
  { say }: Pick<Terminal, 'say'>,
  { waitMs = ASK_EVERY_MS } = {},
): Promise<PhoneCheck> {
  const { check, url } = await call('openPhoneCheck');
  const code = await QRCode.toString(url, { type: 'utf8', errorCorrectionLevel: 'L' });
  say('Open this on the phone, in the network that it is to be tried in:');
  say(`\n${code}\n${url}\n`);
  say('The link works once, and for ten minutes. Waiting for the phone; Ctrl-C gives up.');
  let isSeen = false;
  for (;;) {
    await wait(waitMs);
    const now = await call('getPhoneCheck', { params: { id: check.id } }).catch(
      (error: unknown) => {
        // It is over: whoever waits longer waits in vain.
        if (error instanceof CommandError && error.code === 'phone_check_not_found') return null;
        // A proxy or a server that is away for a moment is asked again, while the link may still be used.
        const isAway = error instanceof CommandError && error.status === exits.notReachable;
        if (isAway && Date.now() < check.expires) return check;
        throw error;
      },
    );
    if (now === null) throw notReachable('No phone has told anything within the time of the link.');
    if (now.state === 'done') return now;
    if (now.state === 'running' && !isSeen) {
      isSeen = true;
      const { browser, system } = now.phone ?? {};
      say(`A phone has opened it: ${browser ?? 'a browser'}${system ? ` on ${system}` : ''}.`);
    }
  }
}
