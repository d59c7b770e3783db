import sharp from 'sharp';
import { Secret, TOTP } from 'otpauth';
import type { RouteName } from '../../common/contract/routes.ts';
import { allPermissions } from '../../common/contract/permissions.ts';
import { SCHEMA_VERSION } from '../../server/store/documents.ts';
import { hashToken, newSecret } from '../../server/tokens.ts';
import { randomId } from './documents.ts';
import { apiToken, PASSWORD, type Everyone } from './everyone.ts';
import { tokenOf } from './inviting.ts';
import type { TestRequest, TestServer } from './server.ts';
import { licence } from './sessions.ts';

/** A request that a route carries out, from whoever may. */
export interface GoodRequest extends Pick<TestRequest, 'body' | 'raw' | 'headers'> {
  /** The values of the path's parameters. */
  params?: Record<string, string>;
}

/** What makes a good request to a route, and in which state the session must be for it. */
export interface Recipe {
  state?: 'waiting' | 'joined' | 'connected' | 'active';
  request?(all: Everyone, server: TestServer): GoodRequest | Promise<GoodRequest>;
}

const ofSession = ({ session }: Everyone) => ({ params: { id: session.id } });
const worded = { language: 'en', voice: 'here' };

/** A technician, a group, as an administrator has just made one. */
async function made(server: TestServer, { tokens }: Everyone, path: string, body: object) {
  const answer = await server.request('POST', path, { token: tokens.administrator, body });
  if (answer.status !== 200) throw new Error(`${path} was answered ${answer.status}`);
  return answer.body as { id: string };
}
const group = async (server: TestServer, all: Everyone) => ({
  params: {
    id: (await made(server, all, '/api/groups', { name: randomId(), permissions: allPermissions }))
      .id,
  },
});
const technician = async (server: TestServer) => ({
  params: { id: (await server.technician()).technician._id },
});
const first = { headers: { 'if-match': '"0"' } };
const ofSettings = async (server: TestServer, { tokens }: Everyone) => {
  const { headers } = await server.request('GET', '/api/settings', { token: tokens.administrator });
  return { headers: { 'if-match': headers.get('etag')! } };
};

/** A second factor of the owner's, and the code that it shows now. */
async function secondFactor(server: TestServer, { owner }: Everyone, confirmed: boolean) {
  const key = new Secret({ size: 20 }).base32;
  await server.store.credentials.put({
    _id: `second_factor ${owner.technician._id}`,
    schema: SCHEMA_VERSION,
    kind: 'second_factor',
    technicianId: owner.technician._id,
    revision: 0,
    key,
    confirmedAt: confirmed ? server.clock.now() : null,
    usedStep: 0,
    recoveryHashes: [],
  });
  return new TOTP({ secret: key }).generate({ timestamp: server.clock.now() });
}

/** The secret of a link by which the other technician sets a password. */
async function oneTimeLink({ otherTechnician }: Everyone, { store, clock }: TestServer) {
  const secret = newSecret();
  await store.oneTimeLinks.insert({
    _id: hashToken(secret),
    schema: SCHEMA_VERSION,
    technicianId: otherTechnician.technician._id,
    purpose: 'set_password',
    expiresAt: clock.now() + 60_000,
  });
  return secret;
}

/** A second place where the owner is signed in, as the list of places names it. */
async function signInElsewhere(server: TestServer, { owner, tokens }: Everyone) {
  await server.request('POST', '/api/technicians/sign-in', {
    body: { email: owner.technician.email, password: PASSWORD },
  });
  const { body } = await server.request('GET', '/api/technicians/me/sign-ins', {
    token: tokens.owner,
  });
  return (body.items as { id: string; here: boolean }[]).find(({ here }) => !here)!.id;
}

/** A phone's check: its id, and what its link's code or its ticket is. */
async function phoneCheck({ store, clock }: TestServer, state: 'waiting' | 'running') {
  const secret = newSecret().slice(0, 22);
  const id = randomId();
  await store.phoneChecks.insert({
    _id: id,
    schema: SCHEMA_VERSION,
    hash: hashToken(secret),
    state,
    expiresAt: clock.now() + 60_000,
    phone: null,
    report: null,
  });
  return { id, secret };
}

/** For every route what it takes to succeed: one without a recipe does not compile. */
export const goodRequests: Record<RouteName, Recipe> = {
  serverInfo: {},
  licence: { request: () => ({ params: { language: 'en' } }) },
  signIn: {
    request: ({ otherTechnician }) => ({
      body: { email: otherTechnician.technician.email, password: PASSWORD },
    }),
  },
  signOut: {},
  me: {},
  readPasswordLink: {
    request: async (all, server) => ({ body: { token: await oneTimeLink(all, server) } }),
  },
  setPassword: {
    request: async (all, server) => ({
      body: { token: await oneTimeLink(all, server), password: PASSWORD },
    }),
  },
  changePassword: {
    request: () => ({ body: { current: PASSWORD, password: `${PASSWORD} more` } }),
  },
  listSignIns: {},
  endSignIn: {
    request: async (all, server) => ({ params: { id: await signInElsewhere(server, all) } }),
  },
  signOutEverywhere: {},
  beginSecondFactor: { request: () => ({ body: { password: PASSWORD } }) },
  confirmSecondFactor: {
    request: async (all, server) => ({ body: { code: await secondFactor(server, all, false) } }),
  },
  removeSecondFactor: {
    request: async (all, server) => ({
      body: { password: PASSWORD, code: await secondFactor(server, all, true) },
    }),
  },
  openSession: {
    async request({ session }) {
      // One open session at most: the owner's own one is over.
      await session.asTechnician('POST', '/end');
      return { body: { device: randomId() } };
    },
  },
  myOpenSession: {},
  findSessionByPin: {
    state: 'waiting',
    request: ({ session }) => ({ body: { pin: session.pin } }),
  },
  findSessionByLink: {
    state: 'waiting',
    async request({ session }) {
      const { body } = await session.asTechnician('POST', '/links', worded);
      return { body: { token: tokenOf(body.url) } };
    },
  },
  joinSession: {
    state: 'waiting',
    request: ({ session }) => ({
      params: { id: session.id },
      body: { pin: session.pin, device: randomId(), ...worded },
    }),
  },
  getSession: { request: ofSession },
  takeSeat: {
    request: (all) => ({ ...ofSession(all), body: { from: 1, device: randomId() } }),
  },
  peerAccess: { request: ofSession },
  iceServers: { request: ofSession },
  changeDetails: { request: (all) => ({ ...ofSession(all), body: { name: 'Zoe' } }) },
  newPin: { request: ofSession },
  inviting: {},
  sendInvitation: {
    state: 'waiting',
    request: (all) => ({
      ...ofSession(all),
      body: { way: 'email', to: 'zoe@example.com', ...worded },
    }),
  },
  makeLink: { state: 'waiting', request: (all) => ({ ...ofSession(all), body: worded }) },
  mailDraft: { state: 'waiting', request: (all) => ({ ...ofSession(all), body: worded }) },
  acceptLicence: { state: 'joined', request: (all) => ({ ...ofSession(all), body: licence }) },
  declineLicence: { state: 'joined', request: ofSession },
  setVoice: { request: (all) => ({ ...ofSession(all), body: { voice: 'phone' } }) },
  startSession: { request: ofSession },
  endSession: { state: 'active', request: ofSession },
  listTechnicians: {},
  createTechnician: {
    request: () => ({ body: { email: `${randomId()}@lens.test`, name: 'Zoe' } }),
  },
  getTechnician: { request: (_, server) => technician(server) },
  changeTechnician: {
    request: async (_, server) => ({
      ...(await technician(server)),
      ...first,
      body: { name: 'Zoe' },
    }),
  },
  deleteTechnician: { request: async (_, server) => ({ ...(await technician(server)), ...first }) },
  makePasswordLink: { request: async (_, server) => ({ ...(await technician(server)), body: {} }) },
  removeTechnicianSecondFactor: {
    async request(all, server) {
      await secondFactor(server, all, true);
      return { params: { id: all.owner.technician._id } };
    },
  },
  listGroups: {},
  createGroup: {
    request: () => ({ body: { name: randomId(), permissions: allPermissions } }),
  },
  getGroup: { request: (all, server) => group(server, all) },
  changeGroup: {
    request: async (all, server) => ({
      ...(await group(server, all)),
      ...first,
      body: { name: randomId() },
    }),
  },
  deleteGroup: { request: async (all, server) => ({ ...(await group(server, all)), ...first }) },
  getSettings: {},
  changeSettings: {
    request: async (all, server) => ({
      ...(await ofSettings(server, all)),
      body: { tutorial: false },
    }),
  },
  changeLogo: {
    async request(all, server) {
      const { headers } = await ofSettings(server, all);
      const raw = await sharp({
        create: { width: 8, height: 8, channels: 3, background: '#0b5cad' },
      })
        .png()
        .toBuffer();
      return { headers: { ...headers, 'content-type': 'image/png' }, raw: new Uint8Array(raw) };
    },
  },
  removeLogo: { request: (all, server) => ofSettings(server, all) },
  listLicences: {},
  listSessions: {},
  closeSession: { request: ofSession },
  listAudit: {},
  listApiTokens: {},
  createApiToken: {
    request: () => ({ body: { name: 'A script', scopes: ['audit:read'], days: 1 } }),
  },
  revokeApiToken: {
    request: async ({ administrator }, server) => ({
      params: { id: (await apiToken(server, administrator, 'audit:read')).id },
    }),
  },
  examine: {},
  openPhoneCheck: {},
  getPhoneCheck: {
    request: async (_, server) => ({ params: { id: (await phoneCheck(server, 'waiting')).id } }),
  },
  beginPhoneCheck: {
    request: async (_, server) => ({
      body: { code: (await phoneCheck(server, 'waiting')).secret },
    }),
  },
  reportPhoneCheck: {
    request: async (_, server) => ({
      body: {
        ticket: (await phoneCheck(server, 'running')).secret,
        report: {
          language: 'en',
          findings: [{ check: 'camera', state: 'well', reason: null, ms: null }],
        },
      },
    }),
  },
};
