import { createApi } from '../../../common/client/api.ts';
import {
  changeGroup,
  changeSettings,
  changeTechnician,
  closeSession,
  createGroup,
  getGroup,
  getSession,
  getSettings,
  getTechnician,
  listSessions,
  openSession,
  signIn,
} from '../../../common/contract/routes.ts';
import { allPermissions, type Permissions } from '../../../common/contract/permissions.ts';
import type { SettingsView } from '../../../common/contract/settings.ts';
import type { TechnicianSession } from '../../../common/contract/views.ts';
import type { Lens } from '../../../scripts/browser/lens.ts';

type Change = Partial<SettingsView['settings']>;

/** The administrator of a server, who does everything over its API. */
export async function administratorOf({ reachedAt, administrator }: Lens) {
  let token: string | null = null;
  let groupId: string | null = null;
  const api = createApi({ baseUrl: reachedAt, language: () => 'en', token: () => token });
  const signedIn = await api.call(signIn, { body: administrator });
  ({ token } = signedIn);
  const { id: ownId } = signedIn.technician;

  return {
    /** Changes what is named, and leaves the rest. */
    async changes(change: Change): Promise<void> {
      const { revision } = await api.call(getSettings);
      await api.call(changeSettings, { body: { ...change, revision } });
    },
    /** Puts the one who has the panel open into a group that permits everything but this. */
    async permitsAllBut(forbidden: Partial<Permissions>): Promise<void> {
      const permissions = { ...allPermissions, ...forbidden };
      if (groupId !== null) {
        const { revision } = await api.call(getGroup, { params: { id: groupId } });
        await api.call(changeGroup, { params: { id: groupId }, body: { permissions, revision } });
        return;
      }
      const group = await api.call(createGroup, { body: { name: 'Field', permissions } });
      groupId = group.id;
      const { revision } = await api.call(getTechnician, { params: { id: ownId } });
      await api.call(changeTechnician, { params: { id: ownId }, body: { groupId, revision } });
    },
    /** Ends the one session that is on. */
    async endsTheSession(): Promise<void> {
      const { items } = await api.call(listSessions, {});
      if (items.length !== 1) throw new Error(`${items.length} sessions are on`);
      await api.call(closeSession, { params: { id: items[0]!.id } });
    },
    /** Sets a PNG as the logo. */
    async setsLogo(png: Buffer): Promise<void> {
      const { revision } = await api.call(getSettings);
      const answer = await fetch(`${reachedAt}/api/settings/logo`, {
        method: 'PUT',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'image/png',
          'if-match': `"${revision}"`,
        },
        body: new Uint8Array(png),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
    /** The ids of the sessions that are on. */
    sessionsOn: async () => (await api.call(listSessions, {})).items.map(({ id }) => id),
    opensSession: () => api.call(openSession, { body: { device: 'd'.repeat(32) } }),
    /** A session as its technician sees it now. */
    session: async (id: string) =>
      (await api.call(getSession, { params: { id } })) as TechnicianSession,
  };
}
