import type { Logger } from 'pino';
import { CONTRACT_VERSION, OLDEST_CONTRACT_VERSION } from '../../common/contract/version.ts';
import type { Audit } from '../audit/audit.ts';
import type { Clock } from '../clock.ts';
import type { Handlers } from '../http/handler.ts';
import type { Step } from '../http/state.ts';
import { StoreUnavailableError, type Store } from '../store/store.ts';
import { changingRoutes } from './changing.ts';
import type { Company } from './company.ts';
import { createCurrentSettings } from './current.ts';
import type { Defaults } from './defaults.ts';
import { createLicences } from './licences.ts';
import { createLogoReader } from './logo-image.ts';
import { logoPath, serveLogo } from './logo.ts';

export interface SettingsNeeds {
  store: Store;
  clock: Clock;
  audit: Audit;
  /** What each setting is until it is changed. */
  defaults: Defaults;
  /** Where customers go. */
  publicUrl: string;
  /** This release, as package.json names it. */
  version: string;
  log: Logger;
}

/** What a company has set, for administrators and for whoever must keep to it. */
export interface CompanySettings {
  company: Company;
  /** The path of the logo; null where there is none. */
  logo(): string | null;
  /** The licence's version that an acceptance must name now. */
  licenceVersion(): string;
  handlers: Pick<
    Handlers,
    | 'serverInfo'
    | 'licence'
    | 'listLicences'
    | 'getSettings'
    | 'changeSettings'
    | 'changeLogo'
    | 'removeLogo'
  >;
  pages: readonly Step[];
  /** Hears of every change, of this and of another server, until the function it gives is called. */
  onChange(listener: () => void): () => void;
  /** Reads what holds, before anything is answered. Throws StoreUnavailableError. */
  start(): Promise<void>;
  /** Looks whether another server has changed them; called again and again. */
  look(): void;
  /** Resolves when no look is under way any more. */
  stop(): Promise<void>;
}

export function createSettings(needs: SettingsNeeds): CompanySettings {
  const { store, clock, audit, defaults, publicUrl, version, log } = needs;
  const current = createCurrentSettings(store, defaults);
  const licences = createLicences({ store, clock, current });
  const logo = () => logoPath(current);
  let looking: Promise<void> | undefined;

  async function read(): Promise<void> {
    await current.read();
    await licences.keep();
  }

  return {
    company: current.company,
    logo,
    licenceVersion: licences.version,
    handlers: {
      async serverInfo() {
        const { companyName, tutorial, accentColour } = current.company();
        return {
          product: 'lens',
          version,
          contract: { oldest: OLDEST_CONTRACT_VERSION, newest: CONTRACT_VERSION },
          companyName,
          customerUrl: publicUrl,
          tutorial,
          logo: logo(),
          accentColour,
        };
      },
      ...licences.handlers,
      ...changingRoutes({ current, licences, readLogo: createLogoReader(), audit }),
    },
    pages: [serveLogo(current)],
    onChange: current.onChange,
    start: read,
    look() {
      looking ??= read()
        .catch((error: unknown) => {
          // What was last known holds until the store is back.
          if (!(error instanceof StoreUnavailableError))
            log.error({ err: error }, 'the settings could not be read');
        })
        .finally(() => (looking = undefined));
    },
    async stop() {
      await looking;
    },
  };
}
