import { createStore, del, entries, get, update } from 'idb-keyval';
import * as v from 'valibot';

/**
 * How long a certificate is good, and with it what is kept beside it, in ms: longer than any session is
 * live, and soon enough gone where a page never heard of the end.
 */
const LASTS_MS = 48 * 3_600_000;
/** How long the browser's own store may take, in ms: some never answer, and the call does not wait for them. */
const STORE_WITHIN_MS = 1_500;

const Agreed = v.object({
  own: v.string(),
  other: v.string(),
  words: v.pipe(
    v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255))),
    v.length(4),
    v.readonly(),
  ),
  digest: v.string(),
});
/** The words that were agreed upon, and for which two certificates: with others they are not these. */
export type Agreed = v.InferOutput<typeof Agreed>;

/** What one side of a session has for its connections. */
export interface Kept {
  certificate: RTCCertificate;
  agreed: Agreed | null;
  /** The words have changed, and nobody has said yet that they have seen it. */
  unseen: boolean;
}

/** What is kept of each session until its end, in this browser and for this origin alone. */
export interface EncryptionStore {
  /** A session's certificate, made where there is none; null where the browser can make none. */
  open(session: string): Promise<Kept | null>;
  /** Keeps what was agreed upon. What cannot be kept holds until the page is left. */
  keep(session: string, what: Omit<Kept, 'certificate'>): Promise<void>;
  /** At a session's end. */
  forget(session: string): Promise<void>;
}

export interface StoreParts {
  generate?: (expires: number) => Promise<RTCCertificate>;
  /** Now, in ms since 1970. */
  now?: () => number;
}

/** ECDSA over P-256, as every browser speaks it (RFC 8827, section 6.5), and quickly made on a phone. */
const generateCertificate = (expires: number): Promise<RTCCertificate> =>
  RTCPeerConnection.generateCertificate({
    name: 'ECDSA',
    namedCurve: 'P-256',
    expires,
  } as EcKeyGenParams);

/** Rejects where `work` has no end within the time that the store is given. */
function inTime<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error('The store does not answer.')),
      STORE_WITHIN_MS,
    );
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** A store in the browser's IndexedDB, which can hold certificates without showing their keys. */
export function createEncryptionStore({
  generate = generateCertificate,
  now = Date.now,
}: StoreParts = {}): EncryptionStore {
  const all = createStore('lens-encryption', 'sessions');
  /** Of sessions for which the browser's store has failed: as long as the page is there. */
  const inMemory = new Map<string, Kept>();

  const isGood = (kept: Partial<Kept> | undefined): kept is Kept =>
    typeof kept?.certificate?.expires === 'number' && kept.certificate.expires > now();

  async function sweep(): Promise<void> {
    const found = await entries<string, Kept>(all);
    for (const [session, kept] of found) if (!isGood(kept)) await del(session, all);
  }

  async function openIn(session: string): Promise<Kept> {
    const found = await get<Kept>(session, all);
    let kept = isGood(found) ? found : null;
    if (kept === null) {
      const made: Kept = { certificate: await generate(LASTS_MS), agreed: null, unseen: false };
      // Of two documents that open one session at once, the first one's holds.
      await update<Kept>(session, (there) => (kept = isGood(there) ? there : made), all);
    }
    void sweep().catch(() => {});
    const { certificate, agreed, unseen } = kept ?? (await get<Kept>(session, all))!;
    return {
      certificate,
      agreed: v.is(Agreed, agreed) ? agreed : null,
      unseen: unseen === true,
    };
  }

  return {
    async open(session) {
      const here = inMemory.get(session);
      if (isGood(here)) return here;
      try {
        return await inTime(openIn(session));
      } catch {
        // Private windows of some browsers keep nothing: a certificate for as long as the page is there.
      }
      try {
        const made = { certificate: await generate(LASTS_MS), agreed: null, unseen: false };
        inMemory.set(session, made);
        return made;
      } catch {
        return null;
      }
    },
    async keep(session, what) {
      const here = inMemory.get(session);
      if (here) return void inMemory.set(session, { ...here, ...what });
      const put = (kept: Kept | undefined) => ({ ...kept, ...what }) as Kept;
      try {
        await update<Kept>(session, put, all);
      } catch {
        // As above.
      }
    },
    async forget(session) {
      inMemory.delete(session);
      try {
        await del(session, all);
      } catch {
        // There is nothing to be forgotten, or it is swept later.
      }
    },
  };
}
