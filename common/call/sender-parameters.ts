import { wait } from '../network/wait.ts';

/** The most that a picture may take, in bit/s: 720p of a textured, hand-held scene needs no more. */
export const MOST_VIDEO_BIT_PER_SECOND = 2_500_000;

/** How often an encoding that was switched off is switched on again, should the browser refuse. */
const TRIES = 5;
/** How long is waited after a refusal, in ms, times how many there were: it negotiates meanwhile. */
const TRY_AGAIN_MS = 100;

/** How one sender behaves. A browser may refuse any of it while it negotiates, and a call is still a call. */
export interface SenderParameters {
  /**
   * Sound goes before the picture, and a picture keeps within its share. Browsers know different parts of
   * this (Firefox not all of it).
   */
  tune(): void;
  /**
   * Has a picture begin anew, with a frame that needs none before it: after a break the receiver would wait
   * up to 3 s until it asks for one. An encoding that is switched off and on does that in every browser.
   */
  beginAnew(): void;
}

/** The parameters of a sender of that kind of media. */
export function createSenderParameters(
  sender: RTCRtpSender,
  kind: 'video' | 'audio',
): SenderParameters {
  /**
   * One change after another: each is made of what the one before has left (W3C WebRTC, 5.2). Two at once
   * have left a picture switched off.
   */
  let changes = Promise.resolve();

  async function set(change: (encoding: RTCRtpEncodingParameters) => void): Promise<boolean> {
    try {
      const parameters = sender.getParameters();
      for (const encoding of parameters.encodings) change(encoding);
      await sender.setParameters(parameters);
      return true;
    } catch {
      return false;
    }
  }

  const inTurn = (act: () => Promise<unknown>) =>
    void (changes = changes.then(async () => void (await act())));

  return {
    tune: () =>
      inTurn(() =>
        set((encoding) => {
          if (kind === 'video') encoding.maxBitrate = MOST_VIDEO_BIT_PER_SECOND;
          else encoding.priority = encoding.networkPriority = 'high';
        }),
      ),
    beginAnew: () =>
      inTurn(async () => {
        if (!sender.track || !(await set((encoding) => (encoding.active = false)))) return;
        for (let tries = 1; tries <= TRIES; tries += 1) {
          if (await set((encoding) => (encoding.active = true))) return;
          await wait(TRY_AGAIN_MS * tries);
        }
      }),
  };
}
