import type { Clock } from '../clock.ts';
import type { Handlers } from '../http/handler.ts';
import { onePage } from '../http/page.ts';
import { SCHEMA_VERSION } from '../store/documents.ts';
import type { Store } from '../store/store.ts';
import type { CurrentSettings } from './current.ts';
import { LICENCE_VERSION, lensLicence, licenceFor } from './licence.ts';

/** The licence that customers accept, and every version of it that was offered. */
export interface Licences {
  /** What an acceptance must name now. */
  version(): string;
  /** Keeps the version in force, so that an acceptance of it can be looked up for good. */
  keep(): Promise<void>;
  handlers: Pick<Handlers, 'licence' | 'listLicences'>;
}

export function createLicences({
  store,
  clock,
  current,
}: {
  store: Store;
  clock: Clock;
  current: CurrentSettings;
}): Licences {
  let kept = '';

  const texts = () => current.company().licence ?? lensLicence;
  const version = () =>
    current.company().licence === null
      ? LICENCE_VERSION
      : (current.kept()?.licenceVersion ?? LICENCE_VERSION);

  return {
    version,
    async keep() {
      const _id = version();
      if (_id === kept) return;
      const since = clock.now();
      // The time first, so that places stand in the order of time.
      const place = `${String(since).padStart(15, '0')}-${_id}`;
      await store.licences.insert({ _id, schema: SCHEMA_VERSION, since, place, texts: texts() });
      kept = _id;
    },
    handlers: {
      async licence({ params: { language } }) {
        const { companyName } = current.company();
        return { version: version(), language, text: licenceFor(companyName, texts()[language]) };
      },
      listLicences: ({ query }) =>
        onePage(query, {
          read: (part) => store.licences.list(part),
          placeOf: ({ place }) => place,
          show: ({ _id, since, texts: each }) => ({ version: _id, since, texts: each }),
        }),
    },
  };
}
