import {
  createEncryption,
  type Encryption,
} from '../../../../common/call/encryption/encryption.ts';
import type { Guard } from '../../../../common/call/encryption/guard.ts';
import type { Kept } from '../../../../common/call/encryption/store.ts';
import type { Side } from '../../../../common/contract/session.ts';
import { description, fingerprint } from './certificates.ts';

/** A store in memory, which outlives the pages that use it, as a browser's does. */
export function memoryStore(certificate: string) {
  const kept: Omit<Kept, 'certificate'> & { certificate: string } = {
    certificate,
    agreed: null,
    unseen: false,
  };
  return {
    kept,
    open: async () => ({ ...kept }) as unknown as Kept,
    keep: async (_: string, what: Omit<Kept, 'certificate'>) => void Object.assign(kept, what),
  };
}
export type MemoryStore = ReturnType<typeof memoryStore>;

/** One page: its encryption, over whatever connections it is given. */
export async function openPage(role: Side, store: MemoryStore): Promise<Encryption> {
  const encryption = createEncryption({ role, session: 's1', store });
  await encryption.certificates();
  return encryption;
}

class Channel extends EventTarget {
  readyState = 'connecting';
  partner: Channel | null = null;
  said: string[] = [];
  send(text: string): void {
    this.said.push(text);
    const { partner } = this;
    setTimeout(() => partner?.dispatchEvent(new MessageEvent('message', { data: text })));
  }
  open(): void {
    this.readyState = 'open';
    this.dispatchEvent(new Event('open'));
  }
}

class Connection extends EventTarget {
  signalingState = 'have-local-offer';
  localDescription: { sdp: string } | null = null;
  remoteDescription: { sdp: string } | null = null;
}

/** One end of a connection between two pages, with what its guard has said. */
export interface End {
  guard: Guard;
  channel: Channel;
  /** Whether it was open, at each change. */
  changes: boolean[];
  /** Says both certificates, as a finished negotiation does. */
  describe(own: string, other: string): void;
  /** Sets both descriptions as they are given. */
  describeAs(own: string, other: string): void;
}

export function openEnd(encryption: Encryption): End {
  const connection = new Connection();
  const channel = new Channel();
  const changes: boolean[] = [];
  const guard = encryption.guard(connection as never, channel as never, () =>
    changes.push(guard.isOpen()),
  );
  function describeAs(own: string, other: string): void {
    connection.localDescription = { sdp: own };
    connection.remoteDescription = { sdp: other };
    connection.signalingState = 'stable';
    connection.dispatchEvent(new Event('signalingstatechange'));
  }
  const of = (certificate: string) => description(`sha-256 ${fingerprint(certificate)}`);
  return {
    guard,
    channel,
    changes,
    describe: (own, other) => describeAs(of(own), of(other)),
    describeAs,
  };
}

/** Joins two ends: both are described, and what one says the other hears. `open` opens their channels. */
export function join(one: [End, string], two: [End, string], open = true): void {
  one[0].channel.partner = two[0].channel;
  two[0].channel.partner = one[0].channel;
  one[0].describe(one[1], two[1]);
  two[0].describe(two[1], one[1]);
  if (open) for (const [end] of [one, two]) end.channel.open();
}
