import type { TechnicianDocument } from '../store/documents.ts';

type WithRole = Pick<TechnicianDocument, 'role'>;

/** Whether a technician of then is an administrator now, who must have come in as one. */
export const isRaised = (then: Partial<WithRole>, now: WithRole): boolean =>
  then.role === 'technician' && now.role === 'administrator';
