import { access, constants } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { run } from './run.ts';

/** The programs of the system that a lab is made with, by the Debian package each comes in. */
const programs: Readonly<Record<string, string>> = {
  ip: 'iproute2',
  socat: 'socat',
  nft: 'nftables',
  setpriv: 'util-linux',
};

const isThere = (program: string) =>
  run('sh', '-c', `command -v ${program}`).then(
    () => true,
    () => false,
  );

async function missing(): Promise<string[]> {
  const absent: string[] = [];
  for (const program of Object.keys(programs)) if (!(await isThere(program))) absent.push(program);
  return absent;
}

/**
 * Why there can be no lab on this machine, in words, or null where there can. `could` is whether the
 * machine itself would let it be: a lab then fails to be there by an oversight. Root on Debian has
 * what is missing installed.
 */
export async function whyNoLab(): Promise<{ why: string; could: boolean } | null> {
  if (process.platform !== 'linux') return { why: 'it needs Linux', could: false };
  if (process.getuid?.() !== 0) return { why: 'it needs root', could: false };
  const tun = await access('/dev/net/tun', constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!tun) return { why: 'there is no /dev/net/tun', could: false };
  let absent = await missing();
  if (absent.length > 0 && existsSync('/etc/debian_version')) {
    const packages = absent.map((program) => programs[program]!);
    console.error(`A lab of networks needs ${packages.join(', ')}: installing.`);
    await run('apt-get', 'update', '-qq').catch(() => '');
    await run('apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...packages).catch(
      () => '',
    );
    absent = await missing();
  }
  if (absent.length > 0) return { why: `there is no ${absent.join(', no ')}`, could: true };
  return await run('unshare', '--net', 'true').then(
    () => null,
    () => ({ why: 'this machine makes no network namespaces', could: false }),
  );
}
