import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../server/config.ts';
import type { ConfigKey } from '../../server/config/config-key.ts';
import { configKeys } from '../../server/config/keys.ts';
import { terminalKeys } from '../../server/config/terminal-keys.ts';

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

describe('what is set up for inviting', () => {
  const sid = (letters: string) => letters + '0123456789abcdef'.repeat(2);
  const twilio = {
    LENS_TWILIO_ACCOUNT_SID: sid('AC'),
    LENS_TWILIO_AUTH_TOKEN: 'token',
    LENS_TWILIO_FROM: '+15005550006',
  };
  const smtp = { LENS_SMTP_HOST: 'mail.example.com', LENS_SMTP_FROM: 'Help@Example.com' };
  const inviting = (env: Record<string, string>) => readConfig(env).inviting;

  it('is nothing by itself, with quotas and the default country alone', () => {
    expect(inviting({})).toEqual({
      defaultLanguage: 'en',
      defaultCountry: 'US',
      smsCountries: null,
      perTechnician: 60,
      perDestination: 5,
      twilio: null,
      smtp: null,
      outbox: null,
    });
    const listed = inviting({ LENS_DEFAULT_COUNTRY: 'FR', LENS_SMS_COUNTRIES: 'FR, BE' });
    expect(listed.smsCountries).toEqual(['FR', 'BE']);
  });

  it('is SMS with an auth token or an API key, and a number or a messaging service', () => {
    expect(inviting(twilio).twilio).toEqual({
      accountSid: sid('AC'),
      authToken: 'token',
      apiKey: null,
      sender: { from: '+15005550006' },
      origin: null,
    });
    const withKey = inviting({
      LENS_TWILIO_ACCOUNT_SID: sid('AC'),
      LENS_TWILIO_API_KEY: sid('SK'),
      LENS_TWILIO_API_SECRET: 'secret',
      LENS_TWILIO_MESSAGING_SERVICE: sid('MG'),
      LENS_TWILIO_ORIGIN: 'http://localhost:4010',
    });
    expect(withKey.twilio).toEqual({
      accountSid: sid('AC'),
      authToken: null,
      apiKey: { sid: sid('SK'), secret: 'secret' },
      sender: { messagingServiceSid: sid('MG') },
      origin: 'http://localhost:4010',
    });
  });

  it.each([
    ['tls', 465],
    ['starttls', 587],
    ['none', 25],
  ])('is e-mail, with %s at port %i unless another is named', (security, port) => {
    const env = { ...smtp, LENS_SMTP_SECURITY: security };
    expect(inviting(env).smtp).toEqual({
      host: 'mail.example.com',
      port,
      security,
      login: null,
      from: 'help@example.com',
      caFile: null,
    });
    expect(inviting({ ...env, LENS_SMTP_PORT: '2525' }).smtp?.port).toBe(2525);
    const login = inviting({ ...env, LENS_SMTP_USER: 'lens', LENS_SMTP_PASSWORD: ' word ' });
    expect(login.smtp?.login).toEqual({ user: 'lens', password: ' word ' });
  });

  it.each([
    [{ LENS_TWILIO_AUTH_TOKEN: 'token' }, 'LENS_TWILIO_ACCOUNT_SID is missing'],
    [
      { ...twilio, LENS_TWILIO_AUTH_TOKEN: '' },
      'LENS_TWILIO_AUTH_TOKEN or LENS_TWILIO_API_KEY is missing',
    ],
    [
      { ...twilio, LENS_TWILIO_FROM: '' },
      'LENS_TWILIO_FROM or LENS_TWILIO_MESSAGING_SERVICE is missing',
    ],
    [{ ...twilio, LENS_TWILIO_API_KEY: sid('SK') }, 'LENS_TWILIO_API_SECRET is missing'],
    [{ ...twilio, LENS_TWILIO_API_SECRET: 'x' }, 'LENS_TWILIO_API_KEY is missing'],
    [{ LENS_SMTP_USER: 'x', LENS_SMTP_PASSWORD: 'y' }, 'LENS_SMTP_HOST is missing'],
    [{ LENS_SMTP_HOST: 'mail.example.com' }, 'LENS_SMTP_FROM is missing'],
    [{ ...smtp, LENS_SMTP_USER: 'x' }, 'LENS_SMTP_PASSWORD is missing'],
    [{ ...smtp, LENS_SMTP_PASSWORD: 'x' }, 'LENS_SMTP_USER is missing'],
  ])('is whole, or the start stops: %j', (env, beginning) => {
    expect(problemsOf(env)).toEqual([expect.stringContaining(beginning)]);
  });

  it.each([
    ['LENS_DEFAULT_LANGUAGE', 'de'],
    ['LENS_DEFAULT_COUNTRY', 'fr'],
    ['LENS_DEFAULT_COUNTRY', 'XX'],
    ['LENS_SMS_COUNTRIES', 'FR,XX'],
    ['LENS_INVITATIONS_PER_HOUR', '0'],
    ['LENS_INVITATIONS_PER_DESTINATION', 'many'],
    ['LENS_SMTP_SECURITY', 'ssl'],
    ['LENS_ADMIN_NAME', 'two\nlines'],
    ['LENS_COMPANY_NAME', 'Acme \u202eemcA'],
  ])('is refused with %s=%s', (name, value) => {
    expect(problemsOf({ [name]: value })).toHaveLength(1);
  });

  it.each([
    [{ ...twilio, LENS_TWILIO_ACCOUNT_SID: 'AC1' }],
    [{ ...twilio, LENS_TWILIO_FROM: '+33 6' }],
    [{ ...twilio, LENS_TWILIO_ORIGIN: 'http://gateway.example.com' }],
    [{ ...smtp, LENS_SMTP_FROM: 'help' }],
    [{ ...smtp, LENS_SMTP_PORT: '0' }],
    [{ ...smtp, LENS_SMTP_HOST: 'two words' }],
    [{ ...smtp, LENS_SMTP_CA: '/nowhere/ca.pem' }],
  ])('is refused where one value is not right: %j', (env) => {
    expect(problemsOf(env)).toHaveLength(1);
  });
});

describe('what is set up for the way through firewalls', () => {
  const relay = (env: Record<string, string>) => readConfig(env).relay;
  const secret = '0123456789abcdef';
  const account = {
    LENS_TWILIO_ACCOUNT_SID: `AC${secret.repeat(2)}`,
    LENS_TWILIO_AUTH_TOKEN: 'token',
  };

  it('is nothing by itself: no TURN server, and no STUN server either', () => {
    expect(relay({})).toEqual({ stunUrls: [], turn: null, twilio: null });
    expect(relay({ LENS_TURN_TWILIO: 'false' }).twilio).toBeNull();
  });

  it('is TURN servers with the secret that they share with Lens, and STUN servers', () => {
    const turnUrls =
      'turn:turn.example.com:3478?transport=udp, turn:192.0.2.1?transport=tcp,turns:[2001:db8::1]:5349';
    const env = {
      LENS_STUN_URLS: 'stun:turn.example.com,stuns:turn.example.com:5349',
      LENS_TURN_URLS: turnUrls,
      LENS_TURN_SECRET: secret,
    };
    expect(relay(env)).toEqual({
      stunUrls: ['stun:turn.example.com', 'stuns:turn.example.com:5349'],
      turn: { urls: turnUrls.split(/, ?/), secret },
      twilio: null,
    });
  });

  it("is Twilio's, by the account that SMS use, and by one that sends none", () => {
    const { relay: used, inviting } = readConfig({ ...account, LENS_TURN_TWILIO: 'true' });
    expect(used.twilio).toEqual({
      accountSid: account.LENS_TWILIO_ACCOUNT_SID,
      authToken: 'token',
      apiKey: null,
      origin: null,
    });
    expect(inviting.twilio).toBeNull();
  });

  it.each([
    [{ LENS_TURN_URLS: 'turn:turn.example.com' }, 'LENS_TURN_SECRET is missing'],
    [{ LENS_TURN_SECRET: secret }, 'LENS_TURN_URLS is missing'],
    [{ LENS_TURN_TWILIO: 'true' }, 'LENS_TWILIO_ACCOUNT_SID is missing'],
    [
      { ...account, LENS_TURN_TWILIO: 'false' },
      'LENS_TWILIO_FROM or LENS_TWILIO_MESSAGING_SERVICE is missing',
    ],
    [
      {
        ...account,
        LENS_TURN_TWILIO: 'true',
        LENS_TURN_URLS: 'turn:turn.example.com',
        LENS_TURN_SECRET: secret,
      },
      'LENS_TURN_TWILIO and LENS_TURN_URLS are both set',
    ],
  ])('makes sense, or the start stops: %j', (env, beginning) => {
    expect(problemsOf(env)).toEqual([expect.stringContaining(beginning)]);
  });

  it.each([
    'turn.example.com:3478',
    'stun:turn.example.com',
    'turn://turn.example.com',
    'turn:anna@turn.example.com',
    'turn:turn.example.com:0',
    'turn:turn.example.com:65536',
    'turn:turn.example.com?transport=tls',
    'turns:turn.example.com?transport=udp',
    'turn:turn.example.com/relay',
    'turn:2001:db8::1',
    'turn:',
  ])('refuses %s as a TURN server', (url) => {
    const problems = problemsOf({ LENS_TURN_URLS: url, LENS_TURN_SECRET: secret });
    expect(problems).toEqual([expect.stringContaining(`LENS_TURN_URLS is "${url}"; it may be`)]);
  });

  it.each(['turn:turn.example.com', 'https://turn.example.com', 'stun:a b'])(
    'refuses %s as a STUN server',
    (url) => {
      expect(problemsOf({ LENS_STUN_URLS: url })).toHaveLength(1);
    },
  );

  it.each(['fifteen letters', 'with a space, and long'])(
    'refuses a secret that is short or torn, and does not repeat it',
    (word) => {
      const [problem, ...others] = problemsOf({
        LENS_TURN_URLS: 'turn:turn.example.com',
        LENS_TURN_SECRET: word,
      });
      expect(others).toEqual([]);
      expect(problem).toContain('LENS_TURN_SECRET');
      expect(problem).not.toContain(word);
    },
  );
});

describe('.env.example', () => {
  const text = readFileSync('.env.example', 'utf8');

  it('describes every key, and shows what it is when it is left alone', () => {
    const missing = Object.entries<ConfigKey<unknown>>({ ...configKeys, ...terminalKeys })
      .map(([name, { about, may, standard = '' }]) =>
        [`# ${about}`, `# It may be ${may}.`, `# ${name}=${standard}`].join('\n'),
      )
      .filter((paragraph) => !text.includes(`${paragraph}\n`));
    expect(missing).toEqual([]);
  });

  it('names no key that Lens does not know, and can be copied as it is', () => {
    const named = [...text.matchAll(/^#? ?([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(named.sort()).toEqual(Object.keys({ ...configKeys, ...terminalKeys }).sort());
    expect(readConfig(parseEnv(text) as Record<string, string>)).toEqual(readConfig({}));
    const uncommented = parseEnv(text.replaceAll(/^# ([A-Z_]+=)/gm, '$1'));
    expect(readConfig(uncommented as Record<string, string>)).toEqual(readConfig({}));
  });
});
