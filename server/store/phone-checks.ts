import type { Collections } from './collections.ts';
import type { Store } from './store.ts';

/** The checks of phones, over either engine. */
export const phoneChecksOver = ({ phoneChecks }: Collections): Store['phoneChecks'] => ({
  insert: (check) => phoneChecks.insert(check),
  byId: (id, now) => phoneChecks.findOne({ _id: id, expiresAt: { $gt: now } }),
  begin: (code, now, begun) =>
    phoneChecks.update(
      { hash: code, state: 'waiting', expiresAt: { $gt: now } },
      { set: { ...begun, state: 'running' } },
    ),
  async report(ticket, now, report) {
    const running = { hash: ticket, state: 'running', expiresAt: { $gt: now } };
    return (await phoneChecks.update(running, { set: { report, state: 'done' } })) !== null;
  },
});
