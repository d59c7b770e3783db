/** All that a session itself needs: fetched while the customer reads the licence. */
import { createCall } from '../common/call/call.ts';
import { createEncryptions } from '../common/call/encryption/encryption.ts';
import { createEncryptionStore } from '../common/call/encryption/store.ts';
import { peerServer } from '../common/call/peerjs.ts';
import { cleanStill } from '../common/showing/stills/clean-still.ts';
import { Together } from './together/together.svelte.ts';
import type { MakeTogether } from './visit.svelte.ts';

export { default as Live } from './screens/Live.svelte';
export { default as Preview } from './screens/Preview.svelte';

/** Calls at the server at `baseUrl`, with this phone's camera and screen. */
export function togetherAt(baseUrl: string): MakeTogether {
  const encryptions = createEncryptions('customer', createEncryptionStore());
  return (id, parts) =>
    new Together({
      ...parts,
      encryption: encryptions.of(id),
      forget: () => encryptions.forget(id),
      createCall: (options) =>
        createCall({ role: 'customer', server: peerServer(baseUrl, id), ...options }),
      photo: { imageCapture: globalThis.ImageCapture, clean: cleanStill },
      page: document,
      wakeLock: navigator.wakeLock,
    });
}
