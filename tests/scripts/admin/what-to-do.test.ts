import { expect, test } from 'vitest';
import { Refusal, imitatedServer, runAdmin } from '../../support/admin.ts';

test('whoever asks for an administrator by an API token is told to sign in, or to use --store', async () => {
  const server = imitatedServer({ createTechnician: () => new Refusal('not_allowed') });
  const { status, err } = await runAdmin(
    ['technicians', 'create', 'anna@example.com', '--name', 'Anna', '--role', 'administrator'],
    { fetch: server.send },
  );
  expect(status).toBe(1);
  expect(err).toContain('words of not_allowed');
  expect(err).toContain('technicians:write');
  expect(err).toMatch(/leave it out \(LENS_API_TOKEN, --token-file\) and sign in: npm run admin/);
  expect(err).toContain('--store');
});
