import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { watchMedia } from '../../scripts/browser/first-media.ts';
import { SERVER_ADDRESS, type Lab } from '../../scripts/network/lab/lab.ts';
import { inLab } from '../support/network/with-lab.ts';
import { goLiveInLab } from '../support/network/in-lab-live.ts';
import { allMediaFlow } from '../support/network/media-back.ts';
import { startCoturn, type Coturn } from '../support/turn/coturn.ts';
import { coturnProgram } from '../support/turn/coturn-program.ts';

const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, count * 1000));

/** How soon after the network's return the picture must be there, in ms. */
const BACK_WITHIN_MS = 2_000;
/**
 * The same after more than a minute where no STUN server tells of the return: between two of its tries a
 * browser may be silent for 2 s by then.
 */
const LATE_BACK_WITHIN_MS = 4_500;
/** The same after another address: Chromium itself waits 2 s on Linux until it uses one (1 s on Android). */
const ELSEWHERE_WITHIN_MS = 3_000;

interface Cut {
  who: 'customer' | 'technician';
  /** How long it lasts, in s. */
  length: number;
  /** How long the two have been live before it, in s. */
  after?: number;
  within: number;
}

/** Cuts a live call's network, and sees the same session with all its media again. */
async function cutsAndComesBack(
  lab: Lab,
  { who, length, after = 0, within }: Cut,
  environment: Record<string, string> = {},
): Promise<void> {
  const { technician, customer, sessionsOn } = await goLiveInLab(lab, environment);
  const before = await sessionsOn();
  await seconds(after);
  const media = await watchMedia(technician.panel);
  lab[who].link.become({ cut: true });
  await seconds(length);
  lab[who].link.become({ cut: false });
  const back = await media.first();
  console.log(
    `${who}, cut of ${length} s: first frame after ${Math.round(back.frame)} ms, sound after ${Math.round(back.sound)} ms`,
  );
  await allMediaFlow(technician.panel, customer.page);
  expect(await sessionsOn()).toEqual(before);
  expect(back.frame).toBeLessThan(within);
  await technician.endsSession();
  await customer.reads('ended_ended');
}

describe.skipIf(coturnProgram() === null)('where a STUN server answers', () => {
  inLab('a network that is lost', (lab) => {
    let coturn: Coturn;
    beforeAll(async () => {
      coturn = await startCoturn({ host: SERVER_ADDRESS, within: lab().server.within });
    });
    afterAll(() => coturn?.stop());

    const cuts: [string, Omit<Cut, 'within'>][] = [
      ['for 5 s', { who: 'customer', length: 5 }],
      ['for 30 s', { who: 'customer', length: 30 }],
      ['for 119 s', { who: 'customer', length: 119 }],
      // Of a page whose sockets were opened long ago Chromium holds back the next ones sooner.
      ['for 119 s in a long visit', { who: 'customer', length: 119, after: 420 }],
      ['for 119 s', { who: 'technician', length: 119 }],
    ];
    test.each(cuts)(`%s leaves the same session, and both media come back: %o`, (_, cut) =>
      cutsAndComesBack(
        lab(),
        { ...cut, within: BACK_WITHIN_MS },
        { LENS_STUN_URLS: `stun:${coturn.host}:${coturn.port}` },
      ),
    );
  });
});

inLab('a network that is lost, with no server but Lens', (lab) => {
  const cuts: Cut[] = [
    { who: 'customer', length: 5, within: BACK_WITHIN_MS },
    { who: 'customer', length: 30, within: BACK_WITHIN_MS },
    { who: 'customer', length: 119, within: LATE_BACK_WITHIN_MS },
    { who: 'technician', length: 30, within: BACK_WITHIN_MS },
  ];
  test.each(cuts)(
    'for $length s at the $who’s leaves the same session, and both media come back',
    (cut) => cutsAndComesBack(lab(), cut),
  );

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
