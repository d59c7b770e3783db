import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { waysToInvite } from '../../../common/contract/permissions.ts';
import { errorWords } from '../../../common/i18n/errors/words.ts';
import { openTab, read, readMatch } from '../../../scripts/browser/person.ts';
import { waitUntil } from '../../../scripts/wait-until.ts';
import { administratorOf } from '../../support/browser/administrator.ts';
import { goLive } from '../../support/browser/live.ts';
import { setScene, type AtDesk } from '../../support/browser/scene.ts';

/** The tab of the panel in which each way of inviting stands. */
const tabs = {
  sms: 'way_sms',
  email: 'way_email',
  ownMail: 'way_email',
  link: 'way_link',
  qr: 'way_qr',
} as const;

const showsTab = ({ panel, say }: AtDesk, way: keyof typeof tabs) => openTab(panel, say(tabs[way]));

/** A server that takes SMS into a folder of the test's own. */
async function sceneWithOutbox() {
  const outbox = await mkdtemp(join(tmpdir(), 'lens-outbox-'));
  onTestFinished(() => rm(outbox, { recursive: true, force: true }));
  return await setScene('en', { LENS_OUTBOX: outbox });
}

const isGone = ({ panel }: AtDesk, words: string) =>
  waitUntil(`"${words}" is gone`, async () =>
    panel.evaluate((text) => !document.body.innerText.includes(text), words),
  );

describe('what an administrator changes over the API is seen in the open panel, without a reload', () => {
  test('whether a group may start sessions', async () => {
    const scene = await setScene('en');
    const administrator = await administratorOf(scene.lens);
    const technician = await scene.technicianSignsIn();
    await administrator.permitsAllBut({ startSessions: false });
    await technician.reads('start_new_not_permitted');
    await administrator.permitsAllBut({});
    await isGone(technician, technician.say('start_new_not_permitted'));
    expect(await technician.opensSession()).toMatch(/^\d{6}$/);
  });

  test.each(waysToInvite)(
    'whether a group may invite by %s, and whether the company does',
    async (way) => {
      const scene = await sceneWithOutbox();
      const administrator = await administratorOf(scene.lens);
      const technician = await scene.technicianSignsIn();
      await technician.opensSession();
      await showsTab(technician, way);

      await administrator.permitsAllBut({ [way]: false });
      await technician.reads(`${way}_not_permitted`);
      await administrator.permitsAllBut({});
      await isGone(technician, technician.say(`${way}_not_permitted`));

      const all = { sms: true, email: true, ownMail: true, link: true, qr: true };
      await administrator.changes({ ways: { ...all, [way]: false } });
      await technician.reads(`${way}_switched_off`);
      await administrator.changes({ ways: all });
      await isGone(technician, technician.say(`${way}_switched_off`));
    },
  );

  test('fields of the new-session form', async () => {
    const scene = await setScene('fr');
    const administrator = await administratorOf(scene.lens);
    const technician = await scene.technicianSignsIn();
    await technician.opensSession();
    const names = { en: 'Contract', fr: 'Numéro de contrat' };
    await administrator.changes({ customFields: [{ id: 'contract', names }] });
    await waitUntil('the field is there', async () =>
      technician.panel.evaluate(() => document.body.textContent!.includes('Numéro de contrat')),
    );
    await administrator.changes({ customFields: [] });
    await isGone(technician, 'Numéro de contrat');
  });

  test('the company’s name, how long a PIN is good, and the language of invitations', async () => {
    const scene = await setScene('en');
    const administrator = await administratorOf(scene.lens);
    const technician = await scene.technicianSignsIn();
    const { panel, say } = technician;
    const all = { companyName: 'Roy & Daughters', pinMinutes: 90, defaultLanguage: 'fr' } as const;
    await administrator.changes(all);
    await read(panel, 'Roy & Daughters');
    await technician.opensSession();
    await readMatch(panel, new RegExp(say('pin_valid', { time: '1:(29|30):\\d\\d' })));
    const language = await panel.$eval(
      `select[aria-label="${say('customer_language')}"]`,
      (list) => (list as HTMLSelectElement).value,
    );
    expect(language).toBe('fr');
  });

  test('the country of numbers that name none, where SMS may go, and how many', async () => {
    const scene = await sceneWithOutbox();
    const administrator = await administratorOf(scene.lens);
    const technician = await scene.technicianSignsIn();
    const { panel } = technician;
    await technician.opensSession();
    await showsTab(technician, 'sms');
    await technician.reads('sms_country', { country: 'United States' });
    await administrator.changes({ defaultCountry: 'FR', invitationsPerHour: 1 });
    await technician.reads('sms_country', { country: 'France' });
    await technician.sendsSms('06 12 34 56 78');
    await technician.reads('invitation_delivered');
    await technician.sendsSms('06 12 34 56 79');
    await read(panel, errorWords.en.quota_reached);

    await administrator.changes({ smsCountries: ['BE'], invitationsPerHour: 10 });
    await technician.presses('send_sms');
    await read(panel, errorWords.en.country_refused);
    await administrator.changes({ smsCountries: ['FR'], invitationsPerDestination: 1 });
    await technician.sendsSms('06 12 34 56 78');
    await read(panel, errorWords.en.quota_reached);
  });

  test('how long a session may stay unstarted', { timeout: 180_000 }, async () => {
    const scene = await setScene('en');
    const administrator = await administratorOf(scene.lens);
    const technician = await scene.technicianSignsIn();
    await technician.opensSession();
    await administrator.changes({ waitingMinutes: 1 });
    await technician.panel.waitForFunction(
      (words) => document.body.innerText.includes(words),
      { timeout: 90_000, polling: 500 },
      technician.say('ended_waited_too_long'),
    );
  });
});

test('a session that an administrator ends is over on both sides, and each is told by whom', async () => {
  const scene = await setScene('en');
  const administrator = await administratorOf(scene.lens);
  const { technician, customer } = await goLive(scene);
  const began = Date.now();
  await administrator.endsTheSession();
  await Promise.all([technician.reads('ended_closed'), customer.reads('ended_closed')]);
  expect(Date.now() - began).toBeLessThan(5_000);
});
