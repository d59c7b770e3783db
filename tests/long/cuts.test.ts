import { expect, test } from 'vitest';
import { watchMedia } from '../../scripts/browser/first-media.ts';
import { inLab } from '../support/network/with-lab.ts';
import { goLiveInLab } from '../support/network/in-lab-live.ts';
import { allMediaFlow } from '../support/network/media-back.ts';

const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, count * 1000));

/** How soon after the network's return the picture must be there, in ms. */
const BACK_WITHIN_MS = 2_000;
/** The same after more than a minute: between two of its tries a browser may be silent for 2 s by then. */
const LATE_BACK_WITHIN_MS = 4_500;
/** The same after another address: Chromium itself waits 2 s on Linux until it uses one (1 s on Android). */
const ELSEWHERE_WITHIN_MS = 3_000;

inLab('a network that is lost', (lab) => {
  for (const who of ['customer', 'technician'] as const)
    for (const length of who === 'customer' ? [5, 30, 119] : [30])
      test(`for ${length} s at the ${who}'s leaves the same session, and both media come back`, async () => {
        const { technician, customer, sessionsOn } = await goLiveInLab(lab());
        const before = await sessionsOn();
        const media = await watchMedia(technician.panel);
        lab()[who].link.become({ cut: true });
        await seconds(length);
        lab()[who].link.become({ cut: false });
        const back = await media.first();
        console.log(
          `${who}, cut of ${length} s: first frame after ${Math.round(back.frame)} ms, sound after ${Math.round(back.sound)} ms`,
        );
        await allMediaFlow(technician.panel, customer.page);
        expect(await sessionsOn()).toEqual(before);
        expect(back.frame).toBeLessThan(length > 60 ? LATE_BACK_WITHIN_MS : BACK_WITHIN_MS);
        await technician.endsSession();
        await customer.reads('ended_ended');
      });

  test('for longer than the seat is held ends the session, and both are told so in words', async () => {
    const { technician, customer, sessionsOn } = await goLiveInLab(lab());
    lab().customer.link.become({ cut: true });
    await seconds(125);
    await technician.reads('ended_seat_lost');
    lab().customer.link.become({ cut: false });
    await customer.reads('ended_seat_lost');
    expect(await sessionsOn()).toEqual([]);
  });

  test('for another one, as from Wi-Fi to mobile, leaves the same session, and both media come back', async () => {
    const { technician, customer, sessionsOn } = await goLiveInLab(lab());
    const before = await sessionsOn();
    const media = await watchMedia(technician.panel);
    await lab().customer.changesAddress();
    const back = await media.first();
    console.log(
      `address changed: first frame after ${Math.round(back.frame)} ms, sound after ${Math.round(back.sound)} ms`,
    );
    await allMediaFlow(technician.panel, customer.page);
    expect(await sessionsOn()).toEqual(before);
    expect(back.frame).toBeLessThan(ELSEWHERE_WITHIN_MS);
    await technician.endsSession();
    await customer.reads('ended_ended');
  });
});
