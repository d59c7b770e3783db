import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../server/config.ts';
import { configKeys, type ConfigKey } from '../../server/config/keys.ts';

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

describe('the configuration', () => {
  it('needs nothing for the first start', () => {
    expect(readConfig({ PATH: '/bin' })).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      extensionIds: ['ogibiibncdafihfonefcaddhckdfdodi'],
      dataDir: resolve('data'),
      publicUrl: null,
      adminEmail: 'admin@lens.local',
      adminPassword: undefined,
      tls: null,
      companyName: 'Lens',
      pinMinutes: 20,
      waitingMinutes: 60,
      seatSeconds: 120,
      signInHours: 12,
      trustedProxies: [],
      mongodbUri: undefined,
    });
  });

  it('takes what is set', () => {
    const config = readConfig({
      LENS_PORT: '0',
      LENS_PUBLIC_URL: 'https://help.example.com/',
      LENS_EXTENSION_IDS: `${'a'.repeat(32)}, ${'p'.repeat(32)}`,
      LENS_TLS_CERT: 'package.json',
      LENS_TLS_KEY: 'package.json',
      LENS_TRUSTED_PROXIES: '10.0.0.0/8, ::1, loopback',
      LENS_ADMIN_EMAIL: ' Anna@Example.com ',
      LENS_ADMIN_NAME: ' Anna Meyer ',
      LENS_ADMIN_PASSWORD: ' spaces are kept ',
      LENS_TUTORIAL: 'false',
      MONGODB_URI: 'mongodb://127.0.0.1/lens',
    });
    expect(config).toMatchObject({
      port: 0,
      publicUrl: 'https://help.example.com',
      extensionIds: ['a'.repeat(32), 'p'.repeat(32)],
      tls: { certFile: resolve('package.json'), keyFile: resolve('package.json'), port: 8443 },
      trustedProxies: ['10.0.0.0/8', '::1', 'loopback'],
      adminEmail: 'anna@example.com',
      adminName: 'Anna Meyer',
      adminPassword: ' spaces are kept ',
      tutorial: false,
      mongodbUri: 'mongodb://127.0.0.1/lens',
    });
  });

  it('takes an empty line for a key that was left alone', () => {
    expect(readConfig({ LENS_PORT: '', LENS_PUBLIC_URL: ' ', LENS_TLS_CERT: '' })).toEqual(
      readConfig({}),
    );
  });

  it.each([
    ['LENS_PORT', 'abc'],
    ['LENS_PORT', '65536'],
    ['LENS_PORT', '-1'],
    ['LENS_PORT', '80.5'],
    ['LENS_HOST', 'two words'],
    ['LENS_EXTENSION_IDS', 'abc'],
    ['LENS_EXTENSION_IDS', ','],
    ['LENS_PUBLIC_URL', 'help.example.com'],
    ['LENS_PUBLIC_URL', 'http://help.example.com'],
    ['LENS_PUBLIC_URL', 'https://help.example.com/lens'],
    ['LENS_PUBLIC_URL', 'https://user:word@help.example.com'],
    ['LENS_ADMIN_EMAIL', 'anna'],
    ['LENS_TLS_KEY', '/nowhere/key.pem'],
    ['LENS_TLS_PORT', 'x'],
    ['LENS_COMPANY_NAME', 'x'.repeat(61)],
    ['LENS_TUTORIAL', 'maybe'],
    ['LENS_PIN_MINUTES', '0'],
    ['LENS_PIN_MINUTES', '1000'],
    ['LENS_WAITING_MINUTES', '-5'],
    ['LENS_SEAT_SECONDS', '1'],
    ['LENS_SIGN_IN_HOURS', '0'],
    ['LENS_TRUSTED_PROXIES', 'proxy.example.com'],
    ['LENS_LOG_LEVEL', 'loud'],
  ])('refuses %s=%s in a sentence that says what it may be', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([
      `${name} is "${value}"; it may be ${(configKeys as Record<string, ConfigKey<unknown>>)[name]!.may}.`,
    ]);
  });

  it.each([
    ['LENS_ADMIN_PASSWORD', 'too-short'],
    ['MONGODB_URI', 'postgres://user:secret@host'],
  ])('never repeats the secret of %s', (name, value) => {
    const [problem] = problemsOf({ [name]: value });
    expect(problem).toContain(name);
    expect(problem).not.toContain(value);
  });

  it('names a key that it does not know', () => {
    expect(problemsOf({ LENS_PROT: '8080' })).toEqual([
      'LENS_PROT is not a key that Lens knows: see .env.example.',
    ]);
  });

  it.each([
    ['LENS_TLS_CERT', 'LENS_TLS_KEY'],
    ['LENS_TLS_KEY', 'LENS_TLS_CERT'],
  ])('wants both files of https: with %s alone it names %s', (given, missing) => {
    expect(problemsOf({ [given]: 'package.json' })).toEqual([
      `${missing} is missing: ${given} is set, and https needs both.`,
    ]);
  });

  it('says everything that is wrong at once', () => {
    expect(problemsOf({ LENS_PORT: 'x', LENS_NOPE: '1', LENS_PIN_MINUTES: '0' })).toHaveLength(3);
  });
});

describe('.env.example', () => {
  const text = readFileSync('.env.example', 'utf8');

  it('describes every key, and shows what it is when it is left alone', () => {
    const missing = Object.entries<ConfigKey<unknown>>(configKeys)
      .map(([name, { about, may, standard = '' }]) =>
        [`# ${about}`, `# It may be ${may}.`, `# ${name}=${standard}`].join('\n'),
      )
      .filter((paragraph) => !text.includes(`${paragraph}\n`));
    expect(missing).toEqual([]);
  });

  it('names no key that Lens does not know, and can be copied as it is', () => {
    const named = [...text.matchAll(/^#? ?([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(named.sort()).toEqual(Object.keys(configKeys).sort());
    expect(readConfig(parseEnv(text) as Record<string, string>)).toEqual(readConfig({}));
    const uncommented = parseEnv(text.replaceAll(/^# ([A-Z_]+=)/gm, '$1'));
    expect(readConfig(uncommented as Record<string, string>)).toEqual(readConfig({}));
  });
});
