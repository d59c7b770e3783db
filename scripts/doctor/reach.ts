import type { Call } from '../admin/call.ts';
import { keptSignIns, signInFile } from '../admin/kept-sign-in.ts';
import { onAServer } from '../admin/on-a-server.ts';
import { apiTokenOf, configOf, urlOf, type Reaching } from '../admin/reach.ts';
import { hostForPeople } from '../../server/start.ts';
import type { Config } from '../../server/config.ts';

/** What a person says of which Lens is looked at. */
export interface DoctorOptions {
  url?: string;
  tokenFile?: string;
  patient?: boolean;
  phone?: boolean;
}

/** A Lens to be looked at. */
export interface Patient {
  /** Where it is reached. */
  url: string;
  /** Its API and the token for it; null where nobody is known there. */
  known: { call: Call; token: string } | null;
  /** The configuration of this machine, where it is this machine's Lens. */
  config: Config | null;
}

/**
 * Which Lens is meant: the one at `--url` or LENS_URL, else this machine's, as its configuration says.
 * It is asked by an API token or by the sign-in of `npm run admin`; nobody is asked for a password.
 * Throws CommandError.
 */
export async function reachPatient(
  options: DoctorOptions,
  reaching: Pick<Reaching, 'env' | 'language' | 'path' | 'fetch' | 'terminal'>,
): Promise<Patient> {
  const { env, language, fetch } = reaching;
  const isElsewhere = options.url !== undefined || Boolean(env.LENS_URL);
  const config = isElsewhere ? null : configOf(env);
  const url =
    config === null
      ? urlOf(options, env)
      : (config.publicUrl ?? `http://${hostForPeople(config.host)}:${config.port}`);
  const apiToken = await apiTokenOf(options, reaching);
  const token = apiToken ?? (await keptSignIns(signInFile(env)).of(url))?.token ?? null;
  if (token === null) return { url, known: null, config };
  const tokenFor = async () => token;
  const call = onAServer({ url, tokenFor, language, ...(fetch && { fetch }) });
  return { url, known: { call, token }, config };
}
