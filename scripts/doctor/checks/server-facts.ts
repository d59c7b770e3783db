import type { DoctorFacts, GatewayAccount, StoreFacts } from '../../../common/contract/doctor.ts';
import type { InvitationReason } from '../../../common/contract/invitation.ts';
import { notTried, warning, well, wrong, type CheckName, type Finding } from '../finding.ts';

/** From how far apart clocks are worth a word, and are wrong, in ms: a code of a second factor is good for 30 s. */
const APART_MS = 5000;
const WRONG_MS = 30_000;

const seconds = (ms: number) => `${Math.round(Math.abs(ms) / 1000)} s`;

const setClocks = 'Have both set their clocks by NTP (on Debian: timedatectl set-ntp true).';

function apart(check: CheckName, aheadMs: number, who: string, than: string): Finding {
  const says = `${who} is ${seconds(aheadMs)} ${aheadMs > 0 ? 'ahead of' : 'behind'} ${than}`;
  if (Math.abs(aheadMs) < APART_MS) return well(check, `${who} agrees with ${than}.`);
  if (Math.abs(aheadMs) < WRONG_MS) return warning(check, `${says}.`, setClocks);
  return wrong(
    check,
    `${says}: codes of second factors and credentials of the relay end too early or begin too late.`,
    setClocks,
  );
}

/** Whether the server's clock agrees with this machine's. `askedAt` and `answeredAt` are by this machine's. */
export function lookAtClock(serverNow: number, answeredAt: number): Finding {
  return apart('clock', serverNow - answeredAt, "The server's clock", "this machine's");
}

/** The store: its indexes, and the clock of a database. */
export function lookAtStore({ kind, missingIndexes, aheadMs }: StoreFacts): Finding[] {
  const name = kind === 'mongodb' ? 'MongoDB' : 'The data folder';
  const indexes =
    missingIndexes.length === 0
      ? well('store', `${name} answers, and all indexes are there.`)
      : wrong(
          'store',
          `${name} answers, and lacks indexes: ${missingIndexes.join(', ')}. What must be unique may not be.`,
          'Start the server again: it makes them. If it stops over one, two documents hold the same value there.',
        );
  if (aheadMs === null || Math.abs(aheadMs) < APART_MS) return [indexes];
  return [indexes, apart('store', aheadMs, "The database's clock", "the server's")];
}

const GB = 1e9;
/** Below this share, or so many bytes, a disk is nearly full; below the second number Lens is about to stop. */
const NEARLY_FULL = { share: 0.05, bytes: GB } as const;
const FULL_BYTES = 0.1 * GB;

const size = (bytes: number) =>
  bytes >= GB ? `${(bytes / GB).toFixed(1)} GB` : `${Math.round(bytes / 1e6)} MB`;

/** The disk of the data folder. */
export function lookAtDisk(disk: StoreFacts['disk']): Finding {
  if (disk === null) return notTried('disk', 'Nothing is kept in a folder of the server.');
  const { writable, freeBytes, totalBytes } = disk;
  const free = `${size(freeBytes)} of ${size(totalBytes)} are free`;
  if (!writable)
    return wrong(
      'disk',
      `The data folder cannot be written to (${free}).`,
      "Make the folder (LENS_DATA_DIR) the server's user's own; see that the disk is not full or read-only.",
    );
  const makeRoom = 'Make room on that disk, or move LENS_DATA_DIR to a larger one.';
  if (freeBytes < FULL_BYTES) return wrong('disk', `The disk is full: ${free}.`, makeRoom);
  if (freeBytes < NEARLY_FULL.bytes || freeBytes < totalBytes * NEARLY_FULL.share)
    return warning('disk', `The disk is nearly full: ${free}.`, makeRoom);
  return well('disk', `The data folder can be written to; ${free}.`);
}

const gateways = {
  email: {
    name: 'The mail server',
    thing: 'e-mail',
    keys: 'LENS_SMTP_USER and LENS_SMTP_PASSWORD',
  },
  sms: {
    name: 'The SMS gateway',
    thing: 'SMS',
    keys: 'LENS_TWILIO_ACCOUNT_SID and LENS_TWILIO_AUTH_TOKEN, or the API key',
  },
} as const;

const refusals: Partial<Record<InvitationReason, (keys: string) => readonly [string, string]>> = {
  login_refused: (keys) => ['refuses the login', `Check ${keys}.`],
  gateway_insecure: () => [
    'offers no encryption that is trusted',
    'Check its name and certificate; LENS_SMTP_SECURITY=tls for port 465, LENS_SMTP_CA for an authority of your own.',
  ],
  gateway_unreachable: () => [
    'does not answer',
    "Check its name and port, and that a firewall lets the server's connections out.",
  ],
  gateway_busy: () => ['has too much to do', 'Try again in some minutes.'],
};

/** An account that messages go out by. */
export function lookAtGateway(check: 'email' | 'sms', { state, reason }: GatewayAccount): Finding {
  const { name, thing, keys } = gateways[check];
  switch (state) {
    case 'accepted':
      return well(check, `${name} takes the login. Nothing was sent.`);
    case 'not_set_up':
      return warning(
        check,
        `No ${thing} is set up: customers are invited without it.`,
        'Leave it so, or set it up (README, "Inviting customers").',
      );
    case 'outbox':
      return warning(
        check,
        `LENS_OUTBOX is set: ${thing} is kept in a folder and goes to nobody.`,
        'Take LENS_OUTBOX away before customers are invited.',
      );
    case 'refused': {
      const [says, todo] = refusals[reason ?? 'gateway_refused']?.(keys) ?? [
        'refuses this account',
        'Look at the account there: it may be suspended, closed or not paid for.',
      ];
      return wrong(check, `${name} ${says}.`, todo);
    }
  }
}

/** All that the server itself said, but for its relay, which is tried from here. */
export const lookAtFacts = ({ store, email, sms }: DoctorFacts): Finding[] => [
  ...lookAtStore(store),
  lookAtDisk(store.disk),
  lookAtGateway('email', email),
  lookAtGateway('sms', sms),
];
