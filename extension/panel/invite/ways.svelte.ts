import type { WayToInvite } from '../../../common/contract/permissions.ts';
import type { Inviting } from '../../../common/contract/views.ts';
import type { PanelKey } from '../../../common/i18n/panel/words.ts';
import { waysOfInviting, type WayOfInviting } from '../../storage/kept.ts';
import type { Company } from '../company.svelte.ts';

/** By which ways this technician can invite, as permissions and settings have it now. */
export class Ways {
  #company: Company;

  constructor(company: Company) {
    this.#company = company;
  }

  /** Null while the server has not told it. */
  get inviting(): Inviting | null {
    return this.#company.settings?.inviting ?? null;
  }

  /** The tab to begin with: the first that is ready; one's own mail program has none of its own. */
  get first(): WayOfInviting | null {
    const { inviting } = this;
    if (!inviting) return null;
    const ready = waysOfInviting.find((way) => inviting[way].ready);
    return ready ?? (inviting.ownMail.ready ? 'email' : 'link');
  }

  isReady(way: WayToInvite): boolean {
    return this.inviting?.[way].ready ?? false;
  }

  /** Why a way cannot be used, as the key of its sentence; null where it can, or nobody knows yet. */
  reasonOf(way: WayToInvite): PanelKey | null {
    const reason = this.inviting?.[way].reason;
    return reason ? `${way}_${reason}` : null;
  }
}
