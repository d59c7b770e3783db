import { describe, expect, test } from 'vitest';
import { languages } from '../../../common/contract/views.ts';
import { errorWords } from '../../../common/i18n/errors/words.ts';
import { read } from '../../../scripts/browser/person.ts';
import { seesMoving } from '../../../scripts/browser/picture.ts';
import { joinsByTap, touchesLink } from '../../support/browser/invited.ts';
import { isLive } from '../../support/browser/live.ts';
import { setScene } from '../../support/browser/scene.ts';

test('a copied link leads to a live session once; touched again there, the session just goes on', async () => {
  const scene = await setScene('en');
  const technician = await scene.technicianSignsIn();
  await technician.opensSession();
  const link = await technician.copiesLink(technician.desk);
  const customer = await touchesLink(scene, link);
  await joinsByTap(technician, customer);

  const other = await scene.customerOpens({ url: link });
  await read(other.page, errorWords.en.invitation_used);

  await customer.opens(link);
  await customer.turnsCameraOnAgain();
  await isLive(technician, customer);
});

test('a link survives a reload at the tutorial, at the camera and before the tap', async () => {
  const scene = await setScene('en');
  const technician = await scene.technicianSignsIn();
  await technician.opensSession();
  const customer = await scene.customerOpens();
  // Opened where the page stands already: nothing but the fragment is new.
  await customer.page.goto(await technician.copiesLink(technician.desk));
  await customer.page.waitForFunction(() => location.hash === '');
  await customer.reads('tutorial_point');
  await customer.page.reload();
  await customer.presses('skip');
  await customer.reads('camera_heading');
  await customer.page.reload();
  await customer.presses('camera_allow');
  await customer.reads('join_heading');
  await customer.page.reload();
  await customer.reads('join_heading');
  await joinsByTap(technician, customer);
});

test('where the two are on the phone already, the camera alone is asked for', async () => {
  const scene = await setScene('en');
  const technician = await scene.technicianSignsIn();
  await technician.opensSession();
  await technician.choosesVoice('phone');
  const link = await technician.copiesLink(technician.desk);
  const customer = await scene.customerOpens({ url: link });
  await customer.presses('skip');
  await customer.presses('camera_alone_allow');
  await customer.presses('connect');
  await customer.acceptsLicence();
  await technician.startsSession();
  await seesMoving(technician.panel, 'the technician');
  await customer.reads('by_phone');
});

describe.each(languages)('in %s', (language) => {
  test('a new PIN stops the link at once; the end stops the new link and PIN: each is said in words', async () => {
    const scene = await setScene(language);
    const technician = await scene.technicianSignsIn();
    const first = await technician.opensSession();
    const customer = await touchesLink(scene, await technician.copiesLink(technician.desk));
    const second = await technician.makesNewPin(first);
    await customer.presses('connect');
    await read(customer.page, errorWords[language].invitation_replaced);

    const link = await technician.copiesLink(technician.desk);
    await technician.endsSession();
    await customer.opens(link);
    await read(customer.page, errorWords[language].session_ended);
    await customer.presses('have_pin');
    await customer.enters(second);
    await read(customer.page, errorWords[language].pin_expired);
    expect(customer.page.url()).toBe(`${scene.lens.url}/`);
  });
});
