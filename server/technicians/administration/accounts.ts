import { HttpError } from '../../http/http-error.ts';
import { onePage } from '../../http/page.ts';
import type { TechnicianDocument } from '../../store/documents.ts';
import { asTarget } from '../own-account-deeds.ts';
import { holds } from '../second-factor-code.ts';
import { accountOf, accountsOf } from './account-view.ts';
import { createChanging } from './changing.ts';
import { createCreating } from './creating.ts';
import { createDeleting } from './deleting.ts';
import type { Leaving } from './leaving.ts';
import { mustHavePowerOver } from './over-administrators.ts';
import type { Parts, TechnicianHandlers } from './parts.ts';
import { createPasswordLinks } from './password-links.ts';

/** Technicians as an administrator manages them. */
export function technicianRoutes(parts: Parts, leaving: Leaving): TechnicianHandlers {
  const { store, audit } = parts;
  const links = createPasswordLinks(parts);

  async function one(id: string): Promise<TechnicianDocument> {
    const technician = await store.technicians.byId(id);
    if (technician === null) throw new HttpError('technician_not_found');
    return technician;
  }

  return {
    async listTechnicians({ query: { search, ...page } }) {
      const { items, next } = await onePage(page, {
        read: (part) => store.technicians.list({ ...part, search }),
        placeOf: ({ place }) => place,
        show: (technician) => technician,
      });
      return { items: await accountsOf(store, items), next };
    },
    async getTechnician({ params: { id } }) {
      return await accountOf(store, await one(id));
    },
    async makePasswordLink({ params: { id }, body, caller, language }) {
      const technician = await one(id);
      mustHavePowerOver(caller, technician);
      links.mustBeAble(body.link);
      const link = await links.deliver(technician, body.link, { caller, language });
      const { actor } = caller;
      await audit.note({ actor, action: 'password_link_made', target: asTarget(technician) });
      return link;
    },
    async removeTechnicianSecondFactor({ params: { id }, caller }) {
      // One's own takes one's password and a code of it, in one's own account.
      if (caller.technician?._id === id) throw new HttpError('not_allowed');
      const technician = await one(id);
      mustHavePowerOver(caller, technician);
      const factor = await store.credentials.secondFactor(id);
      // One that was only begun is no second factor yet.
      if (factor === null || !holds(factor)) throw new HttpError('second_factor_missing');
      if (!(await store.credentials.removeSecondFactor(id)))
        throw new HttpError('second_factor_missing');
      try {
        mustHavePowerOver(caller, await one(id));
      } catch (error) {
        // Made an administrator meanwhile, who keeps it.
        await store.credentials.putUnconfirmed(factor);
        throw error;
      }
      const { actor } = caller;
      await audit.note({ actor, action: 'second_factor_removed', target: asTarget(technician) });
      return await accountOf(store, technician);
    },
    ...createCreating(parts, links),
    ...createChanging(parts, leaving),
    ...createDeleting(parts, leaving),
  };
}
