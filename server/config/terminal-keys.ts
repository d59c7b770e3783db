import { optional, type ConfigKey } from './config-key.ts';
import { secureOrigin } from './parsers.ts';

const apiToken = /^a_[A-Za-z0-9_-]{43}$/;

/** What the administrator's terminal (scripts/admin) reads of the same environment; no server does. */
export const terminalKeys = {
  LENS_URL: optional(
    'The server that `npm run admin` and `npm run doctor` ask; the one of this machine when it is not set.',
    {
      may: 'an origin such as https://help.example.com, with https (http only for localhost) and without a path',
      parse: secureOrigin,
    },
  ),
  LENS_API_TOKEN: optional(
    'The API token by which `npm run admin` and `npm run doctor` ask, for scripts; a sign-in is used when it is not set.',
    {
      may: 'a_ and 43 letters, digits, - and _',
      secret: true,
      parse: (text: string) => (apiToken.test(text) ? text : undefined),
    },
  ),
} as const satisfies Record<string, ConfigKey<string | undefined>>;
