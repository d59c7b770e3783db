import { CONTRACT_VERSION, OLDEST_CONTRACT_VERSION } from '../../common/contract/version.ts';
import type { Handlers } from '../http/handler.ts';
import { LICENCE_VERSION, licenceText } from './licence.ts';

export interface SettingsNeeds {
  companyName: string;
  /** Whether customers are offered the tutorial. */
  tutorial: boolean;
  /** Where customers go. */
  publicUrl: string;
  /** This release, as package.json names it. */
  version: string;
}

/** What a company has set, as far as anyone may know it. */
export interface Settings {
  handlers: Pick<Handlers, 'serverInfo' | 'licence'>;
}

export function createSettings({
  companyName,
  tutorial,
  publicUrl,
  version,
}: SettingsNeeds): Settings {
  return {
    handlers: {
      async serverInfo() {
        return {
          product: 'lens',
          version,
          contract: { oldest: OLDEST_CONTRACT_VERSION, newest: CONTRACT_VERSION },
          companyName,
          customerUrl: publicUrl,
          tutorial,
          logo: null,
          accentColour: null,
        };
      },
      async licence({ params: { language } }) {
        return { version: LICENCE_VERSION, language, text: licenceText(language, companyName) };
      },
    },
  };
}
