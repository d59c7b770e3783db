import * as v from 'valibot';
import { isStunUrl, isTurnUrl } from '../../common/contract/ice-url.ts';
import type { IceServer } from '../../common/contract/views.ts';
import type { Clock } from '../clock.ts';
import { twilioClient, type TwilioAccount } from '../twilio/account.ts';
import { CREDENTIAL_FOR_MS, type AskRelay, type Relayed } from './relay.ts';

/** How long Twilio may take to answer, in ms: a customer's page waits for it with its first call. */
const ANSWER_WITHIN_MS = 2500;
/** For how long the same side is given the same token, in ms: however often it asks, Twilio is asked rarely. */
const SAME_FOR_MS = 60_000;
/** How much of its time an older token must still have, in ms, to be given where Twilio gives no new one. */
const STILL_GOOD_MS = SAME_FOR_MS + 60_000;

/** A token of Twilio's Network Traversal Service (twilio.com/docs/stun-turn/api). */
const Token = v.object({
  ttl: v.pipe(v.unknown(), v.transform(Number), v.integer(), v.minValue(60), v.maxValue(86_400)),
  iceServers: v.array(
    v.object({
      urls: v.union([
        v.pipe(
          v.string(),
          v.transform((url) => [url]),
        ),
        v.array(v.string()),
      ]),
      username: v.optional(v.string()),
      credential: v.optional(v.string()),
    }),
  ),
});

/**
 * What a browser takes of an answer: one URL that it does not know would keep it from making any
 * connection at all. Throws where no TURN server with a credential is left.
 */
function iceServersOf(token: v.InferOutput<typeof Token>): IceServer[] {
  const known = token.iceServers.flatMap(({ urls, username, credential }): IceServer[] => {
    const stun = urls.filter(isStunUrl);
    const turn = username && credential ? urls.filter(isTurnUrl) : [];
    return [
      ...(stun.length > 0 ? [{ urls: stun }] : []),
      ...(turn.length > 0 ? [{ urls: turn, username, credential }] : []),
    ];
  });
  if (!known.some(({ credential }) => credential !== undefined))
    throw new TypeError('no TURN server with a credential');
  return known;
}

/** Credentials from Twilio, whose SDK is loaded once it is configured so. Twilio chooses their names. */
export function twilioRelay(
  account: TwilioAccount,
  { clock }: { clock: Clock },
  answerWithin = ANSWER_WITHIN_MS,
): AskRelay {
  const load = twilioClient(account, answerWithin);
  const given = new Map<string, { at: number; token: Promise<Relayed> }>();
  /** The last that each side got, until it ends: where Twilio is away, an older token is as good. */
  const last = new Map<string, Relayed>();
  // Whoever is the first to call does not wait for the SDK. If it cannot be loaded, that one is told.
  load().catch(() => undefined);

  async function askTwilio(): Promise<Relayed> {
    const { client } = await load();
    const askedAt = clock.now();
    const answer = await client.tokens.create({ ttl: CREDENTIAL_FOR_MS / 1000 });
    const token = v.parse(Token, { ttl: answer.ttl, iceServers: answer.iceServers });
    return { iceServers: iceServersOf(token), expires: askedAt + token.ttl * 1000 };
  }

  async function newToken(name: string): Promise<Relayed> {
    try {
      const token = await askTwilio();
      last.set(name, token);
      return token;
    } catch (error) {
      const former = last.get(name);
      if (former === undefined || former.expires - clock.now() < STILL_GOOD_MS) throw error;
      return former;
    }
  }

  return (name) => {
    const now = clock.now();
    for (const [whose, { expires }] of last) if (expires <= now) last.delete(whose);
    for (const [whose, { at }] of given) if (now - at >= SAME_FOR_MS) given.delete(whose);
    const same = given.get(name);
    if (same) return same.token;
    const token = newToken(name);
    given.set(name, { at: now, token });
    token.catch(() => given.delete(name));
    return token;
  };
}
