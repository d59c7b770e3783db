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

/** A key that may be left alone. */
export const optional = <Value>(
  about: string,
  rest: Rest<Value>,
): ConfigKey<Value | undefined> => ({ about, ...rest });
