import { expect, test } from 'vitest';
import { choose, findControl } from '../../../scripts/browser/person.ts';
import { hearsSound } from '../../../scripts/browser/sound.ts';
import { waitUntil } from '../../../scripts/wait-until.ts';
import { goLive, isLive } from '../../support/browser/live.ts';
import { setScene, type AtDesk } from '../../support/browser/scene.ts';

/** The page of microphone and speaker, by the menu. */
async function opensSound({ panel, presses, reads, say }: AtDesk): Promise<void> {
  await presses('menu');
  await panel.locator(`::-p-xpath(//*[@popover]//button[contains(., "${say('sound')}")])`).click();
  await reads('sound_tone');
}

/** The entries of one of the page's lists, without the computer's own choice. */
const entries = ({ panel, say }: AtDesk, of: 'microphone' | 'speaker') =>
  panel.$$eval(`select[aria-label="${say(of)}"] option:not([value=""])`, (options) =>
    options.map((option) => ({ value: (option as HTMLOptionElement).value, name: option.text })),
  );

/** Waits until the meter stands somewhere, in percent. */
async function meterStands({ panel }: AtDesk, where: (percent: number) => boolean): Promise<void> {
  await waitUntil('the meter moves', async () =>
    where(await panel.$eval('[role=meter]', (meter) => Number(meter.ariaValueNow))),
  );
}

test('a technician changes the microphone in a live call, sees how loud it is, and is heard all along', async () => {
  const scene = await setScene('en');
  const { technician, customer } = await goLive(scene);
  const { panel, say } = technician;
  await opensSound(technician);

  const microphones = await entries(technician, 'microphone');
  expect(microphones.map(({ name }) => name)).toEqual(['Fake Audio Input 1', 'Fake Audio Input 2']);
  await technician.reads('sound_heard');
  await meterStands(technician, (percent) => percent > 20);

  for (const { value } of microphones) {
    await choose(panel, say('microphone'), value);
    await findControl(panel, say('sound_level'), 'meter');
    await hearsSound(customer.page, 'the customer');
    await meterStands(technician, (percent) => percent > 20);
  }

  await technician.presses('back');
  await technician.presses('mute');
  await opensSound(technician);
  await technician.reads('sound_muted');
  await meterStands(technician, (percent) => percent > 20);
});

test("the chosen speaker plays the customer's voice and the test tone, and is chosen again in a panel that is opened anew", async () => {
  const scene = await setScene('fr');
  const { technician } = await goLive(scene);
  const { panel, say } = technician;
  await opensSound(technician);

  const [, second] = await entries(technician, 'speaker');
  expect(second?.name).toBe('Fake Audio Output 2');
  await choose(panel, say('speaker'), second!.value);
  const sink = () => panel.$eval('audio', (audio) => audio.sinkId);
  await waitUntil('the voice comes from it', async () => (await sink()) === second!.value);
  await technician.presses('sound_tone');
  await technician.reads('sound_tone_playing');
  await technician.reads('sound_tone_played');

  await technician.desk.closePanel();
  const again = await scene.reopens(technician);
  await opensSound(again);
  await waitUntil(
    'the speaker is chosen still',
    async () =>
      (await again.panel.$eval(
        `select[aria-label="${say('speaker')}"]`,
        (list) => (list as HTMLSelectElement).value,
      )) === second!.value,
  );
});

test('a customer who came by telephone is offered the microphone before the start, and is heard after a tap', async () => {
  const scene = await setScene('en');
  const [technician, customer] = await Promise.all([
    scene.technicianSignsIn(),
    scene.customerOpens(),
  ]);
  await customer.connects(await technician.opensSession(), 'phone');
  await customer.presses('speak');
  await technician.startsSession();
  await isLive(technician, customer);
});
