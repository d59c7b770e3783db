import type { Page } from 'puppeteer';
import { callStatistics } from '../browser/call-statistics.ts';
import { hearsSound } from '../browser/sound.ts';
import type { CustomerAt } from '../play/customer.ts';
import type { SignIn } from '../play/technician.ts';
import { inviteBy, type Place, type Way } from './ways.ts';

/** What the demo has measured, as its last line says it. */
export interface Measured {
  startToFirstFrameMs: number;
  videoWidth: number;
  videoHeight: number;
  fps: number;
  audioToTechnician: true;
  audioToCustomer: true;
}

/** A named part of the flow, so that whatever fails is told by its name. */
export type Part = <Result>(name: string, act: () => Promise<Result>) => Promise<Result>;

/** Over how long frames are counted, in ms. */
const COUNT_MS = 3000;

/** Frames a second that the panel has decoded, counted over a few seconds. */
async function framesPerSecond(panel: Page): Promise<number> {
  const count = async () => ({
    at: Date.now(),
    frames: (await callStatistics(panel)).framesDecoded,
  });
  const first = await count();
  await new Promise((resolve) => setTimeout(resolve, COUNT_MS));
  const last = await count();
  return Math.round(((last.frames - first.frames) / (last.at - first.at)) * 10_000) / 10;
}

/**
 * The time from the click on "Start session" to the first frame shown, by the panel's own clock. It
 * listens for the click itself, because what a test does from outside has its own delays.
 */
async function watchStart(panel: Page): Promise<() => Promise<number>> {
  // Methods, not functions with a name: for those tsx would want a helper that no page has.
  await panel.evaluate(() => {
    const seen = globalThis as { lensFirstFrame?: Promise<number> };
    seen.lensFirstFrame = new Promise((resolve) => {
      const watch = {
        clicked: 0,
        videos: new WeakSet<HTMLVideoElement>(),
        look() {
          for (const video of document.querySelectorAll('video')) {
            if (!this.videos.has(video)) this.waitFor(video);
            this.videos.add(video);
          }
          requestAnimationFrame(() => this.look());
        },
        waitFor(video: HTMLVideoElement) {
          video.requestVideoFrameCallback((now) => {
            // The element may be there, and even show black, before the click.
            if (this.clicked && now > this.clicked) resolve(now - this.clicked);
            else this.waitFor(video);
          });
        },
      };
      addEventListener('click', ({ timeStamp }) => (watch.clicked = timeStamp), { capture: true });
      watch.look();
    });
  });
  return async () =>
    Math.round(
      await panel.evaluate(
        async () =>
          (await (globalThis as { lensFirstFrame?: Promise<number> }).lensFirstFrame) ?? 0,
      ),
    );
}

/** Plays both sides from the sign-in to a live call, the customer invited by one way, and measures it. */
export async function playToLive(
  place: Place,
  customer: CustomerAt,
  way: Way,
  signIn: SignIn,
  part: Part,
): Promise<Measured> {
  const { desk, technician } = place;
  const { panel } = technician;
  await part('sign in', () => technician.signIn(signIn));
  await part('set up the microphone', () => technician.setsUpMicrophone(desk));
  const pin = await part('open a session', () => technician.opensSession());
  const invitation = await part(`invite by ${way}`, () => inviteBy[way](place, pin));
  await part('customer connects', () =>
    'pin' in invitation
      ? customer.connects(invitation.pin)
      : customer.connectsByLink(invitation.link),
  );
  await part('customer connected is told', () => technician.reads('connected'));
  const firstFrame = await watchStart(panel);
  await part('start', () => technician.startsSession());
  const startToFirstFrameMs = await part('first frame', firstFrame);
  const fps = await part('frames go on', () => framesPerSecond(panel));
  const { frameWidth, frameHeight } = await callStatistics(panel);
  if (!frameWidth || !fps) throw new Error('frames go on: the picture stands still');
  await part('sound to the technician', () => hearsSound(panel, 'the technician'));
  await part('sound to the customer', () => hearsSound(customer.page, 'the customer'));
  return {
    startToFirstFrameMs,
    videoWidth: frameWidth,
    videoHeight: frameHeight,
    fps,
    // Either part above has failed otherwise.
    audioToTechnician: true,
    audioToCustomer: true,
  };
}
