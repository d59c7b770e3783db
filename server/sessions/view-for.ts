import type { Side } from '../../common/contract/session.ts';
import type {
  CustomerSession,
  SessionView,
  TechnicianSession,
} from '../../common/contract/views.ts';
import type { Clock } from '../clock.ts';
import type { SessionDocument } from '../store/documents.ts';
import { customerView, technicianView, type ViewNeeds } from './views.ts';

/** The session as that side may see it now. */
export interface ViewFor {
  (session: SessionDocument, side: 'technician'): TechnicianSession;
  (session: SessionDocument, side: 'customer'): CustomerSession;
  (session: SessionDocument, side: Side): SessionView;
}

export function createViewFor(clock: Clock, needs: ViewNeeds): ViewFor {
  return ((session: SessionDocument, side: Side) =>
    side === 'technician'
      ? technicianView(session, clock.now(), needs)
      : customerView(session, clock.now(), needs)) as ViewFor;
}
