import type { Side } from '../../common/contract/session.ts';
import type { SessionView } from '../../common/contract/views.ts';
import type { Clock } from '../clock.ts';
import type { SessionDocument } from '../store/documents.ts';
import { customerView, technicianView, type ViewSettings } from './views.ts';

/** The session as that side may see it now. */
export type ViewFor = (session: SessionDocument, side: Side) => SessionView;

export function createViewFor(clock: Clock, settings: ViewSettings): ViewFor {
  return (session, side) =>
    side === 'technician'
      ? technicianView(session, clock.now(), settings)
      : customerView(session, clock.now(), settings);
}
