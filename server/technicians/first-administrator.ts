import type { Audit } from '../audit/audit.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { SCHEMA_VERSION, type TechnicianDocument } from '../store/documents.ts';
import { TakenError, type Store } from '../store/store.ts';
import { newId } from '../tokens.ts';
import { asTarget } from './own-account-deeds.ts';
import { legible } from './legible.ts';
import { removeLinkFile, writeLinkFile } from './link-file.ts';
import { makePasswordLink, putPassword } from './set-password.ts';
import type { Passwords } from './passwords.ts';

/**
 * How the first administrator can sign in.
 * - `exists`: there is one already; nothing was done.
 * - `configured`: with the password of LENS_ADMIN_PASSWORD.
 * - `password`: with a random one, to be shown once.
 * - `link`: by setting a password with the link that stands in a file only its owner can read.
 */
export type FirstAdministrator =
  | { kind: 'exists' }
  | { kind: 'configured'; email: string }
  | { kind: 'password'; email: string; password: string }
  | { kind: 'link'; email: string; file: string };

export interface FirstAdministratorNeeds {
  store: Store;
  audit: Pick<Audit, 'note'>;
  passwords: Passwords;
  clock: Clock;
  config: Pick<Config, 'adminEmail' | 'adminName' | 'adminPassword'> & { publicUrl: string };
  /** Whether what is printed is seen by a person, and kept by nothing. */
  isTerminal: boolean;
  dataDir: string;
}

/** What the store keeps the id of the first administrator under. */
const FIRST_ID = 'first-administrator-id';

/** 100 random bits in four groups of five, to be typed from a terminal. */
function randomPassword(): string {
  return Array.from({ length: 4 }, () => legible(5)).join('-');
}

/**
 * The administrator of the configured address, made if there is none; null where another one exists,
 * or where this one was disabled: then another one has done it.
 */
async function findOrMake({
  store,
  audit,
  config,
  clock,
}: FirstAdministratorNeeds): Promise<TechnicianDocument | null> {
  const found = await store.technicians.byEmail(config.adminEmail);
  if (found) return found.role === 'administrator' && !found.disabled ? found : null;
  if ((await store.technicians.administrators()) > 0) return null;
  const made = {
    // One id for whoever makes the first: servers that start at once, each with another address, make
    // one administrator, and one that was killed before it had made any leaves the next one the same id.
    _id: await store.secrets.get(FIRST_ID, newId),
    schema: SCHEMA_VERSION,
    revision: 0,
    email: config.adminEmail,
    name: config.adminName,
    role: 'administrator' as const,
    groupId: null,
    disabled: false,
    createdAt: clock.now(),
  };
  try {
    await store.technicians.insert(made);
  } catch (error) {
    // Another server of the same store was first: it says how to sign in.
    if (error instanceof TakenError) return null;
    throw error;
  }
  // Whoever starts a server has its terminal, or the configuration that stands there.
  const actor = { kind: 'terminal' as const, id: null, name: null };
  await audit.note({ actor, action: 'technician_created', target: asTarget(made) });
  return await store.technicians.byId(made._id);
}

/**
 * Sees to it that someone can sign in. Done anew at each start until the first administrator has a
 * password: a link that nobody used within its day must not lock everybody out.
 */
export async function createFirstAdministrator(
  needs: FirstAdministratorNeeds,
): Promise<FirstAdministrator> {
  const { store, passwords, clock, config, isTerminal, dataDir } = needs;
  const technician = await findOrMake(needs);
  if (!technician || (await store.credentials.password(technician._id))) {
    await removeLinkFile(dataDir);
    return { kind: 'exists' };
  }
  const { _id, email } = technician;
  if (config.adminPassword === undefined && !isTerminal) {
    const { url } = await makePasswordLink(store, _id, config.publicUrl, clock.now());
    return { kind: 'link', email, file: await writeLinkFile(dataDir, url) };
  }
  const password = config.adminPassword ?? randomPassword();
  // Nobody else waits: the server does not answer yet.
  await putPassword(store, _id, await passwords.hash(password), clock.now());
  return config.adminPassword === undefined
    ? { kind: 'password', email, password }
    : { kind: 'configured', email };
}
