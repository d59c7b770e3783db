import { technicianRoutes } from './accounts.ts';
import { groupRoutes } from './groups.ts';
import { createLeaving } from './leaving.ts';
import type { GroupHandlers, Parts, TechnicianHandlers } from './parts.ts';

/** Technicians and their groups, as an administrator manages them. */
export interface Administration {
  handlers: TechnicianHandlers & GroupHandlers;
  stop(): Promise<void>;
}

export function createAdministration(parts: Parts): Administration {
  const leaving = createLeaving(parts);
  return {
    handlers: { ...technicianRoutes(parts, leaving), ...groupRoutes(parts) },
    stop: leaving.stop,
  };
}
