import type { SettingName } from '../../common/contract/settings.ts';

/** One key of the configuration. */
export interface ConfigKey<Value> {
  /** What it is for, in a sentence, with its unit: .env.example says the same. */
  about: string;
  /** What it may be, as the end of the sentence "it may be …". */
  may: string;
  /** As it would be written in .env; absent where there is none. */
  standard?: string;
  /** Never repeated in a message. */
  secret?: true;
  /** The value of a text that is not empty; undefined where it may not be so. */
  parse(text: string): Value | undefined;
}

type Rest<Value> = Omit<ConfigKey<Value>, 'about' | 'standard'>;

/** A key that always has a value. */
export const key = <Value>(
  about: string,
  rest: Rest<Value> & { standard: string },
): ConfigKey<Value> => ({ about, ...rest });

/** What a key is for that says what a setting is until an administrator changes it. */
export const defaultOf = (setting: SettingName, about: string): string =>
  `${about} It is the default of the setting ${setting}, until an administrator changes that.`;

/** A key that may be left alone. */
export const optional = <Value>(
  about: string,
  rest: Rest<Value>,
): ConfigKey<Value | undefined> => ({ about, ...rest });
