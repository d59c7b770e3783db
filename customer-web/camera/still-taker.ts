import type { NotTakenReason, StillKind } from '../../common/showing/said.ts';
import type { Taken } from '../../common/showing/stills/still.ts';
import type { OwnCamera } from './own-camera.svelte.ts';
import { takePhoto, type PhotoParts } from './photo.ts';
import { stillFrame } from './still-frame.ts';

export interface StillTakerParts {
  camera: Pick<OwnCamera, 'video' | 'settled'>;
  photo: PhotoParts;
  /** Why no still can be had now; null where one can. */
  notNow(): NotTakenReason | null;
  /** A photo was tried: some phones put their torch out for it. */
  onPhoto(): void;
}

/** Takes stills with the phone's camera, one at a time, or says why not. */
export function stillTaker({
  camera,
  photo,
  notNow,
  onPhoto,
}: StillTakerParts): (how: StillKind) => Promise<Taken | NotTakenReason> {
  let former: Promise<unknown> = Promise.resolve();

  async function take(how: StillKind): Promise<Taken | NotTakenReason> {
    await camera.settled();
    const because = notNow();
    if (because || !camera.video) return because ?? 'off';
    try {
      const taken = await (how === 'frame'
        ? stillFrame(camera.video)
        : takePhoto(camera.video, photo));
      // It takes some seconds on some phones: whoever has paused meanwhile shows nothing.
      return notNow() === 'paused' ? 'paused' : taken;
    } catch {
      return notNow() ?? 'failed';
    } finally {
      if (how === 'photo') onPhoto();
    }
  }

  return (how) => {
    const taken = former.then(() => take(how));
    former = taken;
    return taken;
  };
}
