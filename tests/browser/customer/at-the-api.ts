import { createApi } from '../../../common/client/api.ts';
import {
  changeSettings,
  getSession,
  getSettings,
  openSession,
  signIn,
} from '../../../common/contract/routes.ts';
import type { SettingsView } from '../../../common/contract/settings.ts';
import type { TechnicianSession } from '../../../common/contract/views.ts';
import type { Lens } from '../../../scripts/browser/lens.ts';

type Change = Partial<SettingsView['settings']>;

/** The administrator of a server, who does everything over its API. */
export async function administratorOf({ url, administrator }: Lens) {
  let token: string | null = null;
  const api = createApi({ baseUrl: url, language: () => 'en', token: () => token });
  ({ token } = await api.call(signIn, { body: administrator }));

  return {
    /** Changes what is named, and leaves the rest. */
    async changes(change: Change): Promise<void> {
      const { revision } = await api.call(getSettings);
      await api.call(changeSettings, { body: { ...change, revision } });
    },
    /** Sets a PNG as the logo. */
    async setsLogo(png: Buffer): Promise<void> {
      const { revision } = await api.call(getSettings);
      const answer = await fetch(`${url}/api/settings/logo`, {
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
    opensSession: () => api.call(openSession, { body: { device: 'd'.repeat(32) } }),
    /** A session as its technician sees it now. */
    session: async (id: string) =>
      (await api.call(getSession, { params: { id } })) as TechnicianSession,
  };
}
