import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import * as v from 'valibot';
import { newDeviceId } from '../../common/client/new-device-id.ts';
import { DeviceId } from '../../common/contract/fields.ts';

/** One server's sign-in. */
const SignIn = v.object({ token: v.string(), expires: v.number(), email: v.string() });
export type SignIn = v.InferOutput<typeof SignIn>;

const Kept = v.object({ device: DeviceId, signIns: v.record(v.string(), SignIn) });
type Kept = v.InferOutput<typeof Kept>;

/** The sign-ins of this user on this machine, by the server's origin. */
export interface KeptSignIns {
  /** Tells a server that one has signed in from here before. */
  device(): Promise<string>;
  of(url: string): Promise<SignIn | null>;
  keep(url: string, signIn: SignIn): Promise<void>;
  forget(url: string): Promise<void>;
  /** Where they are kept. */
  file: string;
}

/** Where a user's programs keep what they must know again (XDG Base Directory Specification). */
export function signInFile(env: Readonly<Record<string, string | undefined>>): string {
  const named = env.XDG_CONFIG_HOME ?? '';
  return join(isAbsolute(named) ? named : join(homedir(), '.config'), 'lens', 'sign-in.json');
}

/** Sign-ins in a file that only its user can read. */
export function keptSignIns(file: string): KeptSignIns {
  async function read(): Promise<Kept> {
    const text = await readFile(file, 'utf8').catch(() => '');
    const found = v.safeParse(v.pipe(v.string(), v.parseJson(), Kept), text);
    return found.success ? found.output : { device: newDeviceId(), signIns: {} };
  }

  async function write(kept: Kept): Promise<void> {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    // A new file beside it, which takes its place: it is whole or as it was, and never readable.
    const next = `${file}.${process.pid}`;
    await writeFile(next, JSON.stringify(kept), { mode: 0o600 });
    await chmod(next, 0o600);
    await rename(next, file);
  }

  return {
    file,
    async device() {
      const kept = await read();
      await write(kept);
      return kept.device;
    },
    of: async (url) => (await read()).signIns[url] ?? null,
    async keep(url, signIn) {
      const kept = await read();
      await write({ ...kept, signIns: { ...kept.signIns, [url]: signIn } });
    },
    async forget(url) {
      const kept = await read();
      await write({
        ...kept,
        signIns: Object.fromEntries(Object.entries(kept.signIns).filter(([each]) => each !== url)),
      });
    },
  };
}
