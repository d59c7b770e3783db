import type { ApiToken } from '../../common/contract/administration.ts';
import type { Audit } from '../audit/audit.ts';
import type { Clock } from '../clock.ts';
import type { ScriptCaller } from '../http/authenticate.ts';
import type { Handlers } from '../http/handler.ts';
import { HttpError } from '../http/http-error.ts';
import { onePage } from '../http/page.ts';
import { mustRepeat } from '../http/wish.ts';
import { SCHEMA_VERSION, type ApiTokenDocument, type Wish } from '../store/documents.ts';
import { placeOf } from '../store/folded.ts';
import { TakenError, type Store } from '../store/store.ts';
import { isActing } from '../technicians/administration/last-administrator.ts';
import { hashToken, newId, newToken } from '../tokens.ts';
import { asTarget } from './revoking.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long a token that has expired is still listed, in ms: so that one sees why a script failed. */
const LISTED_AFTER_MS = 30 * DAY_MS;
/** How often it is noted that a token is used, in ms: not at each of its requests. */
const NOTED_EVERY_MS = 5 * 60 * 1000;

/** Tokens for scripts. */
export interface ApiTokens {
  handlers: Pick<Handlers, 'listApiTokens' | 'createApiToken' | 'revokeApiToken'>;
  /**
   * The script of a token; null for one that is unknown, revoked or expired. It acts for whoever made
   * it: once that person is disabled, deleted or no administrator it is worth nothing, and removed.
   */
  authenticate(token: string): Promise<ScriptCaller | null>;
}

const shown = (token: ApiTokenDocument): ApiToken => ({
  id: token._id,
  name: token.name,
  scopes: token.scopes,
  created: token.createdAt,
  createdBy: token.createdBy,
  expires: token.expiresAt,
  seen: token.seenAt,
});

export function createApiTokens({
  store,
  clock,
  audit,
}: {
  store: Store;
  clock: Clock;
  audit: Pick<Audit, 'note'>;
}): ApiTokens {
  async function madeBefore(wish: Wish | undefined) {
    const before = wish ? await store.apiTokens.byWish(wish.key) : null;
    if (wish === undefined || before === null) return null;
    mustRepeat(wish, before.wish);
    return { apiToken: shown(before), token: null };
  }

  /** Whether whoever made a token still is an administrator who can act. */
  async function makerMayStillAct({ createdBy }: ApiTokenDocument): Promise<boolean> {
    const maker = await store.technicians.byId(createdBy.id);
    return maker !== null && isActing(maker);
  }

  return {
    handlers: {
      listApiTokens: ({ query }) =>
        onePage(query, {
          read: (part) => store.apiTokens.list(part),
          placeOf: ({ place }) => place,
          show: shown,
        }),
      async createApiToken({ body: { name, scopes, days }, wish, caller }) {
        // No script makes tokens: the route has no scope. The type does not say so.
        if (caller.technician === null) throw new HttpError('not_allowed');
        const before = await madeBefore(wish);
        if (before !== null) return before;
        const now = clock.now();
        await store.apiTokens.removeExpired(now - LISTED_AFTER_MS);
        const token = newToken('a');
        const _id = newId();
        const made: ApiTokenDocument = {
          _id,
          schema: SCHEMA_VERSION,
          hash: hashToken(token),
          name,
          place: placeOf(name, _id),
          scopes,
          createdAt: now,
          createdBy: { id: caller.technician._id, name: caller.technician.name },
          expiresAt: now + days * DAY_MS,
          seenAt: null,
          ...(wish && { wish }),
        };
        try {
          await store.apiTokens.insert(made);
        } catch (error) {
          const other = error instanceof TakenError ? await madeBefore(wish) : null;
          if (other !== null) return other;
          throw error;
        }
        // Whoever stopped being an administrator meanwhile has had all other tokens revoked already.
        if (!(await makerMayStillAct(made))) {
          await store.apiTokens.remove(_id);
          throw new HttpError('not_allowed');
        }
        const { actor } = caller;
        await audit.note({ actor, action: 'api_token_created', target: asTarget(made) });
        return { apiToken: shown(made), token };
      },
      async revokeApiToken({ params: { id }, caller: { actor } }) {
        const revoked = await store.apiTokens.remove(id);
        if (revoked === null) throw new HttpError('api_token_not_found');
        await audit.note({ actor, action: 'api_token_revoked', target: asTarget(revoked) });
      },
    },
    async authenticate(token) {
      const found = await store.apiTokens.byHash(hashToken(token));
      const now = clock.now();
      if (found === null || found.expiresAt <= now) return null;
      if (!(await makerMayStillAct(found))) return null;
      const { _id, name, scopes, seenAt } = found;
      if (now - (seenAt ?? -Infinity) >= NOTED_EVERY_MS) await store.apiTokens.seen(_id, now);
      return { actor: { kind: 'api_token', id: _id, name }, scopes };
    },
  };
}
