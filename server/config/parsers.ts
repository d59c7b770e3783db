import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import proxyAddr from 'proxy-addr';
import * as v from 'valibot';

/** A whole number within bounds. */
export function whole(least: number, most: number) {
  return {
    may: `a whole number from ${least} to ${most}`,
    parse(text: string): number | undefined {
      const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
      return value >= least && value <= most ? value : undefined;
    },
  };
}

/** One of a few words. */
export function oneOf<const Choice extends string>(...choices: Choice[]) {
  return {
    may: choices.join(', ').replace(/, ([^,]*)$/, ' or $1'),
    parse: (text: string): Choice | undefined => choices.find((choice) => choice === text),
  };
}

/** Yes or no. */
export const truth = {
  may: 'true or false',
  parse: (text: string): boolean | undefined =>
    text === 'true' || text === 'false' ? text === 'true' : undefined,
};

const listed = (text: string) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** A list between commas of which every item must pass. */
export const listOf = (passes: (item: string) => boolean) => (text: string) => {
  const items = listed(text);
  return items.length > 0 && items.every(passes) ? items : undefined;
};

/** What a schema of the contract lets through. */
export const fitting =
  <S extends v.GenericSchema>(of: S) =>
  (text: string): v.InferOutput<S> | undefined => {
    const result = v.safeParse(of, text);
    return result.success ? result.output : undefined;
  };

/** The absolute path of a file that this process may read. */
export const readableFile = {
  may: 'the path of a file that can be read',
  parse(text: string): string | undefined {
    try {
      accessSync(text, constants.R_OK);
      return resolve(text);
    } catch {
      return undefined;
    }
  },
};

const localhosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/** An origin by which a phone's browser grants a camera: https, or this very machine. */
export function secureOrigin(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, origin, href } = new URL(text);
  const secure = protocol === 'https:' || (protocol === 'http:' && localhosts.has(hostname));
  return secure && href === `${origin}/` ? origin : undefined;
}

/** Whether proxy-addr knows this address, network or name of networks. */
export function isProxy(item: string): boolean {
  try {
    proxyAddr.compile([item]);
    return true;
  } catch {
    return false;
  }
}
