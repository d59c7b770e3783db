import { describe, expect, test } from 'vitest';
import { sessionEndsAt } from '../../../common/client/session-end.ts';
import type { SessionLinkView } from '../../../common/client/session-link.ts';
import type { CustomerSession, TechnicianSession } from '../../../common/contract/views.ts';
import { aSession } from '../../customer-web/support/session.ts';
import { active, connected } from '../../support/panel/views.ts';

const NOW = 1_000_000;
/** The server's clock goes two seconds before this device's. */
const view = <View extends CustomerSession | TechnicianSession>(
  session: View,
  more: Partial<SessionLinkView<View>> = {},
): SessionLinkView<View> => ({
  session,
  seat: 'held',
  refused: null,
  link: 'open',
  downSince: null,
  clockOffsetMs: 2_000,
  ...more,
});
const away = (lostAt: number | null) => ({ generation: 1, present: false, peerId: 'p', lostAt });

describe('when a session ends if nothing changes', () => {
  test('is as the server says, by this device’s clock', () => {
    const gone = active(undefined, { customer: away(NOW) });
    expect(sessionEndsAt(view(gone))).toBe(NOW - 2_000);
    const technician = away(NOW);
    expect(sessionEndsAt(view(aSession({ state: 'active', technician })))).toBe(NOW - 2_000);
  });

  test('is unknown while the server holds nothing to be at stake', () => {
    expect(sessionEndsAt(view(active(undefined, { customer: away(null) })))).toBeNull();
    expect(sessionEndsAt(view(active()))).toBeNull();
  });

  test('is counted here where the server is out of reach', () => {
    const down = { link: 'down' as const, downSince: NOW };
    expect(sessionEndsAt(view(active(undefined, { seatSeconds: 90 }), down))).toBe(NOW + 90_000);
  });

  test('has no meaning before the start', () => {
    expect(sessionEndsAt(view(connected(), { link: 'down', downSince: NOW }))).toBeNull();
  });
});
