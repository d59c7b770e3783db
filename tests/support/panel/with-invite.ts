import { makeLink, openSession } from '../../../common/contract/routes.ts';
import type { Inviting, TechnicianSession } from '../../../common/contract/views.ts';
import { fakeProfile, signedIn } from './fake-outside.ts';
import { openPanel, settle } from './open-panel.ts';
import { everyWay, panelSettings, waiting } from './views.ts';

/** A panel whose session waits, on a server that can invite in every way unless told. */
export async function withInvite(
  options: {
    session?: TechnicianSession;
    abilities?: Inviting;
    kept?: Record<string, unknown>;
  } = {},
) {
  const { session = waiting(), abilities = everyWay, kept = {} } = options;
  const profile = fakeProfile({ ...signedIn, ...kept });
  let links = 0;
  const opened = await openPanel({ profile }, ({ server }) => {
    server.on(openSession, () => session);
    server.on(makeLink, () => ({ url: `https://lens.example.com/#j=${(links += 1)}` }));
  });
  opened.server.tell(null, { settings: panelSettings({ inviting: abilities }) });
  await opened.panel.account!.startNew();
  await settle();
  const open = opened.panel.account!.current.session!;
  return { ...opened, profile, open, invite: open.invite!, form: open.details! };
}
