import type { TechnicianSession } from '../../../common/contract/views.ts';
import type { Keeper } from '../../storage/keeper.ts';

export interface TellConnectedOptions {
  keeper: Keeper;
  page: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
  say(aloud: boolean): void;
  unsay(): void;
}

/** Says "Customer connected" outside a panel that is open and not seen, once a session. */
export function tellConnected({ keeper, page, say, unsay }: TellConnectedOptions) {
  let waits: string | null = null;

  function tell(): void {
    if (!waits || page.visibilityState === 'visible') unsay();
    else say(keeper.now().told !== waits);
    keeper.change({ told: waits });
  }
  page.addEventListener('visibilitychange', tell);

  return {
    /** Takes in what the session has become; null when there is none. */
    see(session: TechnicianSession | null): void {
      const now = session?.state === 'connected' ? session.id : null;
      if (now === waits) return;
      waits = now;
      tell();
    },
    close(): void {
      page.removeEventListener('visibilitychange', tell);
    },
  };
}
