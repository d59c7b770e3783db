import { key, optional } from './config-key.ts';
import { isStunUrl, isTurnUrl } from '../../common/contract/ice-url.ts';
import { listOf, truth } from './parsers.ts';

/** Shorter ones are found by trying: whoever has one credential can try secrets at home. */
const LEAST_SECRET = 16;

/** The keys about the way that picture and sound take through firewalls. */
export const relayKeys = {
  LENS_STUN_URLS: optional(
    'The STUN servers that tell both sides their public addresses, and a call that its network is back, between commas; none when it is not set.',
    {
      may: 'URLs such as stun:turn.example.com:3478, between commas',
      parse: listOf(isStunUrl),
    },
  ),
  LENS_TURN_URLS: optional(
    'The TURN servers that carry picture and sound where no direct way is found, between commas; none when it is not set.',
    {
      may: 'URLs such as turn:turn.example.com:3478?transport=udp or turns:turn.example.com:5349?transport=tcp, between commas',
      parse: listOf(isTurnUrl),
    },
  ),
  LENS_TURN_SECRET: optional(
    'The secret that these TURN servers share with Lens (static-auth-secret of coturn), by which it makes credentials of ten minutes.',
    {
      may: `${LEAST_SECRET} to 200 characters without a space`,
      secret: true,
      parse: (text: string) =>
        text.length >= LEAST_SECRET && /^\S{1,200}$/.test(text) ? text : undefined,
    },
  ),
  LENS_TURN_TWILIO: key(
    "Whether Twilio's TURN servers are used, by the account of LENS_TWILIO_ACCOUNT_SID.",
    { ...truth, standard: 'false' },
  ),
} as const;
