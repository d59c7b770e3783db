import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, test } from 'vitest';
import { seesMoving } from '../../../scripts/browser/picture.ts';
import { setScene } from '../../support/browser/scene.ts';
import { RATE, wav } from '../../support/sound/voices.ts';

test('a phone’s microphone that gives nothing is named on the phone, and the technician is told', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lens-silence-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const voice = join(folder, 'silence.wav');
  await writeFile(voice, wav(new Float32Array(2 * RATE)));

  const scene = await setScene('en');
  const [technician, customer] = await Promise.all([
    scene.technicianSignsIn(),
    scene.customerOpens({ voice }),
  ]);
  await customer.connects(await technician.opensSession());
  await technician.startsSession();
  await seesMoving(technician.panel, 'the technician');

  await customer.reads('cause_microphone_silent');
  await technician.reads('customer_microphone_silent');
  await customer.presses('microphone_again');
  await customer.reads('cause_microphone_silent');
});
