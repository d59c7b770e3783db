import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { joinsByTap, linkIn, touchesLink } from '../../support/browser/invited.ts';
import { setScene } from '../../support/browser/scene.ts';
import { testCertificate, testMailServer } from '../../support/mail.ts';

/** A mail server that encrypts by a certificate of its own authority, and wants a login. */
async function mailServer() {
  const { ca, key, cert } = await testCertificate();
  const mail = await testMailServer({
    key,
    cert,
    onAuth: ({ username, password }, _session, done) =>
      password === 'secret' ? done(null, { user: username }) : done(new Error('refused')),
  });
  const folder = await mkdtemp(join(tmpdir(), 'lens-mail-'));
  onTestFinished(async () => {
    await mail.stop();
    await rm(folder, { recursive: true });
  });
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, ca);
  const environment = {
    LENS_SMTP_HOST: 'localhost',
    LENS_SMTP_PORT: String(mail.port),
    LENS_SMTP_USER: 'lens',
    LENS_SMTP_PASSWORD: 'secret',
    LENS_SMTP_FROM: 'help@acme.example',
    LENS_SMTP_CA: caFile,
  };
  return { mail, environment };
}

test('an e-mail is sent through a mail server, said to be sent, and its link leads to a live session', async () => {
  const { mail, environment } = await mailServer();
  const scene = await setScene('en', environment);
  const technician = await scene.technicianSignsIn();
  const pin = await technician.opensSession();
  await technician.sendsEmail('zoe@example.com');
  await technician.reads('invitation_sent');

  const [received, ...others] = mail.received;
  expect(others).toEqual([]);
  expect(received).toMatchObject({ to: ['zoe@example.com'], secure: true, user: 'lens' });
  const { text = '', html } = received?.parsed ?? {};
  expect(text).toContain(`${pin.slice(0, 3)} ${pin.slice(3)}`);
  const link = linkIn(text);
  expect(html).toContain(`href="${link}"`);
  await joinsByTap(technician, await touchesLink(scene, link));
});
