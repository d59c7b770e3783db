/** All that comes after the first screens: fetched while the customer looks at them. */
import { loadPeer } from '../common/call/peerjs.ts';
import { createApi } from '../common/client/api.ts';
import { followSession } from '../common/client/session-link.ts';
import type { Language } from '../common/contract/views.ts';
import type { OwnCamera } from './camera/own-camera.svelte.ts';
import { createReception, type Reception } from './reception.ts';
import { createSpeaker } from './together/speaker.ts';

export { default as Elsewhere } from './screens/Elsewhere.svelte';
export { default as InApp } from './screens/InApp.svelte';
export { default as Insecure } from './screens/Insecure.svelte';
export { default as Join } from './screens/Join.svelte';
export { default as LinkRefused } from './screens/LinkRefused.svelte';
export { default as Pin } from './screens/Pin.svelte';
export { default as Refused } from './screens/Refused.svelte';
export { default as TooNew } from './screens/TooNew.svelte';
export { default as TooOld } from './screens/TooOld.svelte';
export { default as Licence } from './screens/Licence.svelte';
export { default as Ended } from './screens/Ended.svelte';

/** What a session itself needs, fetched beside what is here already: so both hold nothing twice. */
export const together = () => import('./together.ts');

/** The reception of the server at `baseUrl`. */
export function receptionAt(
  baseUrl: string,
  language: () => Language,
  camera: OwnCamera,
): Reception {
  return createReception({
    api: createApi({ baseUrl, language, token: () => null }),
    camera,
    follow: followSession,
    async prepareCall() {
      // Where it does not come now, the call asks for it again.
      void loadPeer().catch(() => {});
      return (await together()).togetherAt(baseUrl);
    },
    createSpeaker: (onSilenced) =>
      createSpeaker({
        element: new Audio(),
        devices: navigator.mediaDevices,
        session: (navigator as { audioSession?: { type: string } }).audioSession,
        onSilenced,
      }),
  });
}
