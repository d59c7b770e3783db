/**
 * How the two sides of a connection come to the same four words, so that whoever sits between them cannot:
 *
 *     technician                                          customer
 *     commitment(SHA-256(role, session, nonce, own))  ->
 *                                                     <-  commitment(…)
 *     reveal(nonce, own)                              ->
 *                                                     <-  reveal(nonce, own)
 *     words(SHA-256(session, both nonces, both certificates))
 *
 * Both begin at once. A side shows its nonce only once it has the other's commitment, and takes the other's
 * only if it fits that commitment and the certificate that it sees for the other on this very connection.
 * So whoever sits between must commit to its own shares towards both sides before it knows either's nonce,
 * and has one try in 2^32 for each pair of connections. Without the commitment it would choose its nonce
 * last, until the words are the same: seconds of work (RFC 6189, section 4.4.1.1, says the same of ZRTP).
 * The role keeps a commitment from being reflected, the session from being used in another one; that each
 * exchange has new nonces keeps it from being replayed.
 *
 * Where the two already have words for these certificates they say `known` instead, and nothing more where
 * both mean the same. Where only one does, or they do not, there is an exchange, and the words change.
 *
 * The channel is one connection's own, ordered and whole (RFC 8831, section 6.6), so nothing is repeated and
 * nothing comes in another order but by another hand: that is a failure too. After one there are no words,
 * and nothing more is heard:
 * - `malformed`: what came is no message. - `order`: it may not come now, or not again.
 * - `commitment`: what was revealed is not what was committed to.
 * - `fingerprint`: it is, and names another certificate than the one that is seen here: somebody sits between.
 * - `unclear`: a description does not name exactly one certificate. - `other`: the other side says so.
 */
import { otherSide, type Side } from '../../contract/session.ts';
import { commitmentTo, newNonce, outcomeOf, type Outcome, type Share } from './digests.ts';
import type { FingerprintPair } from './fingerprint.ts';
import { readSaid, type Failure, type Said } from './said.ts';

export interface ExchangeParts {
  role: Side;
  session: string;
  pair: FingerprintPair;
  /** The digest of what was agreed upon for these very certificates; null where nothing was. */
  known: string | null;
  /** This side had words in this session, whatever the certificates. */
  had: boolean;
  say(said: Said): void;
  /** The words stay what they are. */
  onKept(): void;
  /** The other side had words before, and they are about to be others. */
  onOtherHad(): void;
  /** `changed`: either side had others before. */
  onOutcome(outcome: Outcome, changed: boolean): void;
  /** The other side's page shows that the words have changed. */
  onTold(): void;
  onFailed(why: Failure): void;
}

export interface Exchange {
  /** Says what comes first; to be called once the channel is open. */
  begin(): void;
  hear(data: unknown): void;
  /** This side's page shows that the words have changed. */
  tell(): void;
}

/** One side's part of it, for one connection. */
export function createExchange(parts: ExchangeParts): Exchange {
  const { role, session, pair, known } = parts;
  const share: Share = { nonce: newNonce(), fingerprint: pair.own };
  let said: 'nothing' | 'known' | 'commitment' | 'reveal' = 'nothing';
  /** The last that came of the other side. */
  let heard: 'nothing' | 'known' | 'commitment' | 'reveal' | 'told' = 'nothing';
  let otherDigest = '';
  let otherCommitment = '';
  let otherHad = false;
  let over = false;
  /** Digests take time, and each message is to find what the one before has left. */
  let queue: Promise<void> = Promise.resolve();

  function inTurn(act: () => void | Promise<void>): void {
    queue = queue.then(() => (over ? undefined : act()));
  }

  function fail(why: Failure): void {
    over = true;
    if (why !== 'other') parts.say({ type: 'failed', why });
    parts.onFailed(why);
  }

  async function commit(): Promise<void> {
    if (said === 'commitment') return;
    said = 'commitment';
    const commitment = await commitmentTo(role, session, share);
    parts.say({ type: 'commitment', commitment, had: parts.had });
  }

  function reveal(): void {
    said = 'reveal';
    parts.say({ type: 'reveal', ...share });
  }

  async function settle(): Promise<void> {
    if (said !== 'known' || heard !== 'known') return;
    if (known === otherDigest) parts.onKept();
    else await commit();
  }

  async function hearCommitment(message: Extract<Said, { type: 'commitment' }>): Promise<void> {
    const agreeing = said === 'known' && heard === 'known' && known === otherDigest;
    if (agreeing || (heard !== 'nothing' && heard !== 'known')) return fail('order');
    heard = 'commitment';
    otherCommitment = message.commitment;
    otherHad = message.had;
    if (otherHad) parts.onOtherHad();
    await commit();
    reveal();
  }

  async function hearReveal(message: Extract<Said, { type: 'reveal' }>): Promise<void> {
    if (heard !== 'commitment') return fail('order');
    heard = 'reveal';
    const { nonce, fingerprint } = message;
    const other = otherSide(role);
    const theirs = { nonce, fingerprint };
    if ((await commitmentTo(other, session, theirs)) !== otherCommitment) return fail('commitment');
    if (fingerprint !== pair.other) return fail('fingerprint');
    const shares = { [role]: share, [other]: theirs } as Record<Side, Share>;
    parts.onOutcome(await outcomeOf(session, shares), parts.had || otherHad);
  }

  function hear(message: Said | null): void | Promise<void> {
    switch (message?.type) {
      case undefined:
        return fail('malformed');
      case 'known':
        if (heard !== 'nothing') return fail('order');
        heard = 'known';
        otherDigest = message.digest;
        return settle();
      case 'commitment':
        return hearCommitment(message);
      case 'reveal':
        return hearReveal(message);
      case 'told':
        if (heard !== 'reveal') return fail('order');
        heard = 'told';
        return parts.onTold();
      case 'failed':
        return fail('other');
    }
  }

  return {
    begin: () =>
      inTurn(async () => {
        if (said !== 'nothing') return;
        if (known === null) return commit();
        said = 'known';
        parts.say({ type: 'known', digest: known });
        await settle();
      }),
    hear: (data) => inTurn(() => hear(readSaid(data))),
    tell: () => inTurn(() => parts.say({ type: 'told' })),
  };
}
