import { expect, test } from 'vitest';
import { Refusal, imitatedServer, newFolder, runAdmin } from '../../support/admin.ts';

test('whoever asks for an administrator by an API token is told to sign in, or to use --store', async () => {
  const server = imitatedServer({ createTechnician: () => new Refusal('not_allowed') });
  const { status, err } = await runAdmin(
    ['technicians', 'create', 'anna@example.com', '--name', 'Anna', '--role', 'administrator'],
    { fetch: server.send },
  );
  expect(status).toBe(1);
  expect(err).toContain('words of not_allowed');
  expect(err).toMatch(
    /Leave the API token out \(LENS_API_TOKEN, --token-file\) and sign in: npm run admin/,
  );
  expect(err).toContain('--store');
});

test('whoever has signed in too long ago is told how to sign in again, and stays signed in', async () => {
  const expires = 9_999_999_999_999;
  const server = imitatedServer({
    signIn: () => ({
      token: `t_${'s'.repeat(43)}`,
      expires,
      technician: {
        id: 'a',
        name: 'Anna',
        email: 'anna@example.com',
        role: 'administrator',
        may: { startSessions: true, sms: true, email: true, ownMail: true, link: true, qr: true },
        secondFactor: false,
      },
    }),
    createApiToken: () => new Refusal('sign_in_again'),
    listApiTokens: () => ({ items: [], next: null }),
  });
  const options = { from: newFolder(), env: { LENS_API_TOKEN: undefined }, fetch: server.send };
  const lines = ['anna@example.com', 'a long password'];
  await runAdmin(['sign-in'], { ...options, isAttended: true, lines });
  const create = ['tokens', 'create', 'report', '--scopes', 'audit:read', '--days', '90'];
  const { status, err } = await runAdmin(create, options);
  expect(status).toBe(1);
  expect(err).toContain('words of sign_in_again');
  expect(err).toContain('npm run admin -- sign-in');
  expect((await runAdmin(['tokens', 'list'], options)).status).toBe(0);
});
