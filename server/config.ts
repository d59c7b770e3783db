import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { ConfigKey } from './config/config-key.ts';
import { invitingConfig, type InvitingConfig } from './config/inviting.ts';
import { configKeys, type ConfigValues } from './config/keys.ts';
import { contradicting, missing } from './config/needs.ts';
import { relayConfig, type RelayConfig } from './config/relaying.ts';
import { terminalKeys } from './config/terminal-keys.ts';

/** All that an installation can choose. Read once, passed to whoever needs a part of it. */
export interface Config {
  port: number;
  host: string;
  /** The extensions that may call the API. */
  extensionIds: readonly string[];
  dataDir: string;
  /** The origin where customers go; null means http://localhost at the port that is listened on. */
  publicUrl: string | null;
  adminEmail: string;
  /** What customers read of the first administrator. */
  adminName: string;
  adminPassword: string | undefined;
  /** Files of a certificate and its key, and the port of https; null where there is no https. */
  tls: { certFile: string; keyFile: string; port: number } | null;
  companyName: string;
  tutorial: boolean;
  pinMinutes: number;
  /** How long an open session may stay unstarted, in minutes; 0 is for ever. */
  waitingMinutes: number;
  seatSeconds: number;
  signInHours: number;
  trustedProxies: readonly string[];
  inviting: InvitingConfig;
  relay: RelayConfig;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
  mongodbUri: string | undefined;
}

/** Thrown with everything that is wrong with a configuration, one sentence each. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

const knownKeys = new Set(Object.keys({ ...configKeys, ...terminalKeys }));

type Environment = Readonly<Record<string, string | undefined>>;

/** The environment of this process, over the `.env` of the folder it was started in. */
export function environment(): Environment {
  return { ...(existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {}), ...process.env };
}

/** Reads every known key; whatever is wrong is told in one go. */
function readValues(env: Environment): ConfigValues {
  const problems = Object.keys(env)
    .filter((name) => name.startsWith('LENS_') && !knownKeys.has(name))
    .map((name) => `${name} is not a key that Lens knows: see .env.example.`);
  const values: Record<string, unknown> = {};
  for (const [name, key] of Object.entries<ConfigKey<unknown>>(configKeys)) {
    const given = env[name] ?? '';
    // An empty line in .env is a key that was left alone. A password is taken as it was typed.
    const text = given.trim() === '' ? key.standard : key.secret ? given : given.trim();
    if (text === undefined) continue;
    const value = key.parse(text);
    if (value !== undefined) values[name] = value;
    else if (key.secret) problems.push(`${name} is not what it may be: ${key.may}.`);
    else problems.push(`${name} is "${text}"; it may be ${key.may}.`);
  }
  // A switch that is off is a key that was left alone.
  const isRight = (name: string) => values[name] !== undefined && values[name] !== false;
  const isSet = (name: string) => (env[name] ?? '').trim() !== '' && values[name] !== false;
  problems.push(...missing(isRight, isSet), ...contradicting(isSet));
  if (problems.length > 0) throw new ConfigError(problems);
  return values as ConfigValues;
}

/** The configuration that an environment describes. Throws ConfigError. */
export function readConfig(env: Environment): Config {
  const values = readValues(env);
  const { LENS_TLS_CERT: certFile, LENS_TLS_KEY: keyFile } = values;
  return {
    port: values.LENS_PORT,
    host: values.LENS_HOST,
    extensionIds: values.LENS_EXTENSION_IDS,
    dataDir: values.LENS_DATA_DIR,
    publicUrl: values.LENS_PUBLIC_URL ?? null,
    adminEmail: values.LENS_ADMIN_EMAIL,
    adminName: values.LENS_ADMIN_NAME,
    adminPassword: values.LENS_ADMIN_PASSWORD,
    tls: certFile && keyFile ? { certFile, keyFile, port: values.LENS_TLS_PORT } : null,
    companyName: values.LENS_COMPANY_NAME,
    tutorial: values.LENS_TUTORIAL,
    pinMinutes: values.LENS_PIN_MINUTES,
    waitingMinutes: values.LENS_WAITING_MINUTES,
    seatSeconds: values.LENS_SEAT_SECONDS,
    signInHours: values.LENS_SIGN_IN_HOURS,
    trustedProxies: values.LENS_TRUSTED_PROXIES ?? [],
    inviting: invitingConfig(values),
    relay: relayConfig(values),
    logLevel: values.LENS_LOG_LEVEL,
    mongodbUri: values.MONGODB_URI,
  };
}
