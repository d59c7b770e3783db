import { createRoomEar } from '../../../common/call/causes/same-room.ts';
import { createSteady } from '../../../common/call/causes/steady.ts';
import type { listenTogether } from '../sound/listen-together.ts';

/** How long nothing of the kind must be heard until the two are no longer said to be in one room, in ms. */
const FORGOTTEN_AFTER_MS = 30_000;

/** Listens for two people in one room, as long as there are two sounds to compare. */
export class RoomWatch {
  #listen: typeof listenTogether;
  #tell: (same: boolean) => void;
  #own: MediaStreamTrack | null = null;
  #other: MediaStream | null = null;
  #stop = () => {};

  /** `tell` hears whether both are in one room, at each look that tells something. */
  constructor(listen: typeof listenTogether, tell: (same: boolean) => void) {
    this.#listen = listen;
    this.#tell = tell;
  }

  /** What is compared from now on; null where one of the two is not heard here, or they are far apart. */
  follow(own: MediaStreamTrack | null, other: MediaStream | null): void {
    const isBoth = own !== null && other !== null;
    const [here, there] = isBoth ? [own, other] : [null, null];
    if (here === this.#own && there === this.#other) return;
    this.#own = here;
    this.#other = there;
    this.#stop();
    this.#stop = () => {};
    this.#tell(false);
    if (!here || !there) return;
    const ear = createRoomEar();
    const steady = createSteady({ enterMs: 0, leaveMs: FORGOTTEN_AFTER_MS });
    this.#stop = this.#listen(here, there, (levelsHere, levelsThere, gap) => {
      if (gap) ear.startOver();
      this.#tell(steady.look(ear.hear(levelsHere, levelsThere), performance.now()));
    });
  }

  close(): void {
    this.#stop();
    this.#stop = () => {};
  }
}
