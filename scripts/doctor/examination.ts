import type { DoctorFacts } from '../../common/contract/doctor.ts';
import { CommandError } from '../admin/exits.ts';
import { lookAtAddress, lookAtPage } from './checks/address.ts';
import { lookAtCertificate } from './checks/certificate.ts';
import { lookAtGuard } from './checks/guard.ts';
import { lookAtRelay } from './checks/relay.ts';
import { lookAtClock, lookAtFacts } from './checks/server-facts.ts';
import {
  holdSocket,
  lookAtSignalling,
  lookAtSockets,
  USUAL_IDLE_LIMIT_MS,
  whatStandingProves,
} from './checks/sockets.ts';
import { notTried, well, wrong, type Finding } from './finding.ts';
import { lookFromHere } from './here.ts';
import type { Patient } from './reach.ts';

/** How long a socket is held at most while all else is looked at, in ms. */
const HELD_MS = 120_000;

/** What an examination found. */
export interface Examination {
  /** Whether Lens answered at its address. */
  reached: boolean;
  findings: Finding[];
}

/** Nobody is known there: what only the server sees stays unseen. */
const unknownHere = notTried(
  'server',
  'What only the server sees (store, disk, accounts, relay, clock) was not looked at.',
  'Give an API token with the scope doctor:run (LENS_API_TOKEN, --token-file), or sign in: npm run admin -- sign-in --url …',
);

/** The same of a server that was not reached, or is not trusted: a token that was given is not sent there. */
const unreached = ({ known }: Patient): Finding =>
  known === null
    ? unknownHere
    : { ...unknownHere, todo: 'First mend what is said of its address.' };

/** What the server says of itself, and when that came; or why it says nothing. */
async function askServer({
  known,
}: Patient): Promise<{ facts: DoctorFacts; at: number } | { finding: Finding }> {
  if (known === null) return { finding: unknownHere };
  try {
    const facts = await known.call('examine');
    return { facts, at: Date.now() };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    if (error.code === 'store_unavailable')
      return {
        finding: wrong(
          'store',
          'The server does not reach its database.',
          'Check that the database of MONGODB_URI runs, and that the server reaches it.',
        ),
      };
    return {
      finding: wrong(
        'server',
        `The server does not tell what it sees: ${error.message}`,
        'Make an API token with the scope doctor:run, or sign in again as an administrator.',
      ),
    };
  }
}

/**
 * Looks at all of a Lens and tells of each finding as it comes, in the order of the checks. With
 * `patient` a socket is held for longer than a usual idle limit.
 */
export async function examine(
  patient: Patient,
  { isPatient, tell }: { isPatient: boolean; tell: (finding: Finding) => void },
): Promise<Examination> {
  const { url, known, config } = patient;
  const findings: Finding[] = [];
  const say = (...found: Finding[]) => {
    for (const finding of found) {
      findings.push(finding);
      tell(finding);
    }
  };

  const { finding, info, certificate } = await lookAtAddress(url);
  say(finding);
  const reached = info !== null;
  if (certificate !== null || reached) say(lookAtCertificate(url, certificate));
  const isTrusted = certificate === null || certificate.fault === null;

  // Held while all else is looked at.
  const enough = new AbortController();
  const timer = setTimeout(() => enough.abort(), isPatient ? USUAL_IDLE_LIMIT_MS : HELD_MS);
  const held =
    reached && known !== null && isTrusted ? holdSocket(url, known.token, enough.signal) : null;
  try {
    if (reached)
      say(...(await Promise.all([lookAtPage(url), lookAtSockets(url), lookAtSignalling(url)])));

    const asked = reached && isTrusted ? await askServer(patient) : { finding: unreached(patient) };
    let relay: Pick<DoctorFacts, 'relay' | 'iceServers'> | null = null;
    if ('facts' in asked) {
      const { facts, at } = asked;
      say(well('server', `The server tells what it sees: Lens ${facts.version}.`));
      say(lookAtClock(facts.now, at), ...lookAtFacts(facts));
      relay = facts;
    } else if (config !== null) {
      if (known !== null) say(asked.finding);
      const here = await lookFromHere(config, url);
      say(...here.findings);
      relay = here.relay;
    } else {
      say(asked.finding);
    }
    if (relay !== null) say(...(await lookAtRelay(relay)), await lookAtGuard(relay));

    if (held !== null) {
      if (!isPatient) enough.abort();
      say(whatStandingProves(await held, isPatient));
    } else if (reached) {
      say(
        notTried(
          'idle',
          'No socket was held: whether a proxy cuts idle ones off was not looked at.',
          'Give an API token with the scope doctor:run, or sign in; and --patient.',
        ),
      );
    }
  } finally {
    clearTimeout(timer);
    enough.abort();
  }
  return { reached, findings };
}
