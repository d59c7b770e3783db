import { HttpError } from '../../http/http-error.ts';
import { mustRepeat } from '../../http/wish.ts';
import { SCHEMA_VERSION, type TechnicianDocument, type Wish } from '../../store/documents.ts';
import { TakenError } from '../../store/store.ts';
import { newId } from '../../tokens.ts';
import { asTarget } from '../own-account-deeds.ts';
import { accountOf } from './account-view.ts';
import { mustHavePowerOver } from './over-administrators.ts';
import type { Parts, TechnicianHandlers } from './parts.ts';
import type { PasswordLinks } from './password-links.ts';

/** Creating a technician, once for each wish, with a one-time link to set a password. */
export function createCreating(
  { store, clock, audit }: Parts,
  links: PasswordLinks,
): Pick<TechnicianHandlers, 'createTechnician'> {
  /** What the wish has made before; null where it has made nothing. Throws `key_reused`. */
  async function madeBefore(wish: Wish | undefined) {
    const technician = wish ? await store.technicians.byWish(wish.key) : null;
    if (wish === undefined || technician === null) return null;
    mustRepeat(wish, technician.wish);
    const link = { delivery: 'not_repeated' as const, url: null, expires: null };
    return { technician: await accountOf(store, technician), link };
  }

  async function mustHaveGroup(groupId: string | null): Promise<void> {
    if (groupId !== null && (await store.groups.byId(groupId)) === null)
      throw new HttpError('group_not_found');
  }

  /** The technician as stored; null where another request of the same wish was first. */
  async function insert(
    made: Omit<TechnicianDocument, 'folded' | 'place'>,
  ): Promise<TechnicianDocument | null> {
    try {
      await store.technicians.insert(made);
    } catch (error) {
      if (!(error instanceof TakenError)) throw error;
      // Two of one wish share the address too: an engine may name either.
      if (made.wish && (await store.technicians.byWish(made.wish.key))) return null;
      throw error.index === 'email' ? new HttpError('email_taken') : error;
    }
    try {
      await mustHaveGroup(made.groupId);
    } catch (error) {
      // The group was deleted meanwhile, or nobody knows: then there is no technician either.
      await store.technicians.remove(made._id, made.revision);
      throw error;
    }
    return await store.technicians.byId(made._id);
  }

  return {
    async createTechnician({ body: { link: delivery, ...decided }, wish, caller, language }) {
      mustHavePowerOver(caller, decided);
      const before = await madeBefore(wish);
      if (before !== null) return before;
      links.mustBeAble(delivery);
      await mustHaveGroup(decided.groupId);
      const technician = await insert({
        _id: newId(),
        schema: SCHEMA_VERSION,
        revision: 0,
        ...decided,
        disabled: false,
        createdAt: clock.now(),
        ...(wish && { wish }),
      });
      if (technician === null) return (await madeBefore(wish))!;
      const target = asTarget(technician);
      await audit.note({ actor: caller.actor, action: 'technician_created', target });
      const link = await links.deliver(technician, delivery, { caller, language });
      return { technician: await accountOf(store, technician), link };
    },
  };
}
