import type { CallView } from '../../../common/call/call.ts';
import type { Outside } from '../../../extension/panel/outside.ts';
import { openKeeper, type KeptArea } from '../../../extension/storage/keeper.ts';
import type { Kept } from '../../../extension/storage/kept.ts';
import type { EncryptionView } from '../../../common/call/encryption/view.ts';
import { FakeEncryption } from '../fake-encryption.ts';
import { FakeCall } from './fake-call.ts';
import { fakeChannels } from './fake-channel.ts';
import { fakeLocks } from './fake-locks.ts';
import { fakeMicrophone } from './fake-microphone.ts';
import { fakeServer } from './fake-server.ts';
import { fakeSound } from './fake-sound.ts';
import { fakeStorage } from './fake-storage.ts';
import { anna, device } from './views.ts';

/** A technician who signed in before and whose sign-in is good. */
export const signedIn: Partial<Kept> = {
  server: 'http://localhost:8080',
  email: anna.email,
  device,
  language: 'en',
  signIn: {
    token: `t_${'x'.repeat(43)}`,
    expires: Date.UTC(2100, 0, 1),
    technician: anna,
    companyName: 'Heating Roy',
    accentColour: null,
  },
};

/** One browser profile: what its windows share. */
export function fakeProfile(kept: Record<string, unknown> = signedIn) {
  return { storage: fakeStorage(kept), locks: fakeLocks(), openChannel: fakeChannels() };
}

export interface FakeOutsideOptions {
  profile?: { storage: KeptArea; locks: Outside['locks']; openChannel: Outside['openChannel'] };
  microphone?: PermissionState;
  call?: CallView;
  encryption?: Partial<EncryptionView>;
}

/** All that a panel reaches outside itself, in a test's hand. */
export async function fakeOutside(options: FakeOutsideOptions = {}) {
  const profile = options.profile ?? fakeProfile();
  const server = fakeServer();
  const microphone = fakeMicrophone(options.microphone);
  const sound = fakeSound();
  const calls: FakeCall[] = [];
  const encryptions: FakeEncryption[] = [];
  const forgotten: string[] = [];
  const said: string[] = [];
  const opened: string[] = [];
  const saved: { blob: Blob; name: string }[] = [];
  const ports = { held: 0 };
  const outside: Outside = {
    keeper: await openKeeper(profile.storage),
    createApi: server.createApi,
    askServer: async () => ({ fault: 'unreachable' }),
    followTechnician: server.followTechnician,
    followSession: server.followSession,
    createCall: (callOptions) => {
      const call = new FakeCall(callOptions, options.call);
      calls.push(call);
      return call;
    },
    encryptions: {
      of() {
        const encryption = new FakeEncryption(options.encryption);
        encryptions.push(encryption);
        return encryption;
      },
      forget: (session) => void forgotten.push(session),
    },
    locks: profile.locks,
    openChannel: profile.openChannel,
    microphone,
    files: {
      save: (blob, name) => void saved.push({ blob, name }),
      copy: async () => {},
      // What is painted is for a browser to show: here only that it was.
      withMarks: async (still, marks, type) => new Blob([`${still.id}: ${marks.length}`], { type }),
    },
    sound,
    openMicrophonePage: () => void opened.push('microphone'),
    openTab: (url) => void opened.push(url),
    largeViews: { open: () => null, all: () => [], besideWindow: async () => undefined },
    holdPanelPort: () => {
      ports.held += 1;
      return () => (ports.held -= 1);
    },
    sayCustomerConnected: (_language, aloud) => void said.push(aloud ? 'aloud' : 'badge'),
    unsayCustomerConnected: () => void said.push('unsaid'),
    languages: ['en-US'],
    extensionId: 'ogibiibncdafihfonefcaddhckdfdodi',
  };
  return {
    outside,
    server,
    microphone,
    sound,
    calls,
    encryptions,
    forgotten,
    said,
    opened,
    saved,
    ports,
  };
}
export type FakeOutside = Awaited<ReturnType<typeof fakeOutside>>;
