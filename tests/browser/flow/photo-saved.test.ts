import sharp from 'sharp';
import { expect, test } from 'vitest';
import { fill, readMatch } from '../../../scripts/browser/person.ts';
import { seesMoving } from '../../../scripts/browser/picture.ts';
import { MARKS, photo } from '../../common/showing/stills/photos.ts';
import { downloads } from '../../support/browser/downloads.ts';
import { setScene } from '../../support/browser/scene.ts';
import { supplyPhoneCamera } from '../../support/browser/showing/phone-camera.ts';

test('a photo is seen by the customer, and saved under its ticket with nothing in it about where', async () => {
  const scene = await setScene('en');
  const [technician, customer] = await Promise.all([
    scene.technicianSignsIn(),
    scene.customerOpens({ before: supplyPhoneCamera }),
  ]);
  const pin = await technician.opensSession();
  await fill(technician.panel, technician.say('ticket'), 'T 47/11');
  await customer.connects(pin);
  await technician.startsSession();
  await seesMoving(technician.panel, 'the technician');
  const size = { width: 4000, height: 3000 };
  const taken = Buffer.from(await photo({ size }));
  expect(taken.includes('SECRET-GPS')).toBe(true);
  await customer.page.evaluate(
    (file) => window.suppliedPhone.photosAre(file),
    taken.toString('base64'),
  );
  const saved = await downloads(technician);

  await technician.presses('photo');
  await Promise.all([
    technician.reads('both_see_photo'),
    readMatch(customer.page, new RegExp(customer.say('picture_taken', { name: '.+' }))),
  ]);
  await technician.presses('save');
  const { name, bytes } = await saved();
  expect(name).toMatch(/^T-47-11-\d{4}-\d\d-\d\d-\d{6}\.jpg$/);
  expect(MARKS.filter((mark) => bytes.includes(mark))).toEqual([]);
  const { exif, width, height } = await sharp(bytes).metadata();
  expect({ exif, width, height }).toEqual({ exif: undefined, ...size });
});
