import type { TestAnswer, TestServer } from './server.ts';

/** An administrator who looks after the settings. */
export interface TestAdministrator {
  id: string;
  token: string;
  settings(): Promise<TestAnswer>;
  /** Changes settings, decided on what they are now unless a revision is named. */
  change(change: Record<string, unknown>, revision?: number): Promise<TestAnswer>;
  changeLogo(image: Uint8Array, revision?: number): Promise<TestAnswer>;
  removeLogo(revision?: number): Promise<TestAnswer>;
}

export async function administrator(server: TestServer): Promise<TestAdministrator> {
  const { technician, token } = await server.technician({ role: 'administrator' });
  const settings = () => server.request('GET', '/api/settings', { token });
  const decidedOn = async (revision?: number) => ({
    token,
    headers: { 'if-match': `"${revision ?? (await settings()).body.revision}"` },
  });
  const logo = '/api/settings/logo';
  return {
    id: technician._id,
    token,
    settings,
    change: async (body, revision) =>
      await server.request('PATCH', '/api/settings', { ...(await decidedOn(revision)), body }),
    changeLogo: async (raw, revision) =>
      await server.request('PUT', logo, { ...(await decidedOn(revision)), raw }),
    removeLogo: async (revision) => await server.request('DELETE', logo, await decidedOn(revision)),
  };
}
