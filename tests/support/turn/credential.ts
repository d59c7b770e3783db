import { CREDENTIAL_FOR_MS } from '../../../server/relay/relay.ts';
import { sharedSecretRelay } from '../../../server/relay/shared-secret.ts';
import type { Credential } from './client.ts';

/** What a test's coturn and its Lens share. */
export const SECRET = 'a-secret-of-the-tests-alone';

/** What Lens would give, with another end or of another secret where a test wants that. */
export async function credentialOf(
  name: string,
  { endsInMs = CREDENTIAL_FOR_MS, secret = SECRET } = {},
): Promise<Credential> {
  const clock = { now: () => Date.now() + endsInMs - CREDENTIAL_FOR_MS };
  const { iceServers } = await sharedSecretRelay({ urls: [], secret }, { clock })(name);
  const { username = '', credential = '' } = iceServers[0] ?? {};
  return { username, credential };
}
