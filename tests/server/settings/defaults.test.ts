import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { settingsEntries, type SettingName } from '../../../common/contract/settings.ts';
import { readConfig } from '../../../server/config.ts';
import type { ConfigKey } from '../../../server/config/config-key.ts';
import { configKeys } from '../../../server/config/keys.ts';
import { defaultSettings, settingsOver } from '../../../server/settings/defaults.ts';

/** Each key that is a setting's default, as its own line of .env.example says. */
const keys = Object.entries<ConfigKey<unknown>>(configKeys).flatMap(([name, key]) => {
  const [, setting] = /default of the setting (\w+)/.exec(key.about) ?? [];
  return setting === undefined ? [] : [[name, setting as SettingName, key] as const];
});

describe('a key of the configuration that is the default of a setting', () => {
  it('stands for each setting that an installation could choose before there were any', () => {
    expect(keys.map(([, setting]) => setting).sort()).toEqual(
      [
        'companyName',
        'defaultCountry',
        'defaultLanguage',
        'invitationsPerDestination',
        'invitationsPerHour',
        'pinMinutes',
        'smsCountries',
        'tutorial',
        'waitingMinutes',
      ].sort(),
    );
  });

  it.each(keys)('takes nothing that its setting would refuse: %s', (name, setting) => {
    const tried = ['-1', '0', '1', '999', '1000', '1001', '100000', '100001', 'true', 'en', 'de'];
    const words = ['FR', 'XX', 'FR,BE', 'x'.repeat(60), 'x'.repeat(61), 'bell\u0007'];
    const taken = [...tried, ...words].filter((text) => {
      try {
        const settings = settingsOver(defaultSettings(readConfig({ [name]: text })), {});
        expect(v.safeParse(settingsEntries[setting], settings[setting]).issues).toBeUndefined();
        return true;
      } catch (error) {
        if (error instanceof Error && error.name === 'AssertionError') throw error;
        return false;
      }
    });
    expect(taken.length).toBeGreaterThan(0);
    expect(taken.length).toBeLessThan(tried.length + words.length);
  });
});
