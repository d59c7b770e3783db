import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scopes, type Scope } from '../../../common/contract/administration.ts';
import type { ErrorCode } from '../../../common/contract/errors.ts';
import { routes, type RouteName } from '../../../common/contract/routes.ts';
import { callers, everyone, people, type Everyone, type WhoCalls } from '../../support/everyone.ts';
import { goodRequests } from '../../support/good-requests.ts';
import { invitingServer, smtpAt } from '../../support/inviting.ts';
import { testMailServer, type TestMailServer } from '../../support/mail.ts';
import type { TestServer } from '../../support/server.ts';
import { stored } from '../../support/sessions.ts';

/** What a caller's good request comes to: it is carried out, or refused with that code. */
type Cell = 'yes' | ErrorCode;

/** The seven people, in the order of the table's head, and what becomes of scripts. */
type Row = readonly [
  nobody: Cell,
  customer: Cell,
  otherCustomer: Cell,
  owner: Cell,
  otherTechnician: Cell,
  administrator: Cell,
  /** The same one by a sign-in of an hour ago, which is too old to make what outlives it. */
  earlierAdministrator: Cell,
  /** All scripts are let in, or the one that has this scope, or every one is refused so. */
  scripts: 'yes' | { scope: Scope } | ErrorCode,
];

const yes = 'yes';
const signIn = 'not_signed_in';
const noSeat = 'seat_refused';
const again = 'sign_in_again';
const noRight = 'not_allowed';
const unseen = 'session_not_found';
const noFactor = 'second_factor_missing';
const notOnes = 'sign_in_not_found';
const scope = (name: Scope) => ({ scope: name });

/**
 * Who may call what. Each cell is tried with a request that would succeed: `customer` is that of the
 * session, `owner` the technician whose session it is, `unseen` says that it is there to nobody else.
 */
// prettier-ignore
const table: Record<RouteName, Row> = {
  //                            nobody  customer other    owner    other     adminis-  an hour   scripts
  //                                             customer          technic.  trator    later
  // Anyone, whoever calls
  serverInfo:                   [yes,    yes,     yes,     yes,     yes,      yes,      yes,      yes],
  licence:                      [yes,    yes,     yes,     yes,     yes,      yes,      yes,      yes],
  signIn:                       [yes,    yes,     yes,     yes,     yes,      yes,      yes,      yes],
  readPasswordLink:             [yes,    yes,     yes,     yes,     yes,      yes,      yes,      yes],
  setPassword:                  [yes,    yes,     yes,     yes,     yes,      yes,      yes,      yes],
  findSessionByPin:             [yes,    yes,     yes,     yes,     yes,      yes,      yes,      yes],
  findSessionByLink:            [yes,    yes,     yes,     yes,     yes,      yes,      yes,      yes],
  joinSession:                  [yes,    yes,     yes,     yes,     yes,      yes,      yes,      yes],
  beginPhoneCheck:              [yes,    yes,     yes,     yes,     yes,      yes,      yes,      yes],
  reportPhoneCheck:             [yes,    yes,     yes,     yes,     yes,      yes,      yes,      yes],

  // Whoever is signed in, about oneself
  me:                           [signIn, signIn,  signIn,  yes,     yes,      yes,      yes,      signIn],
  signOut:                      [signIn, signIn,  signIn,  yes,     yes,      yes,      yes,      signIn],
  changePassword:               [signIn, signIn,  signIn,  yes,     yes,      yes,      yes,      signIn],
  listSignIns:                  [signIn, signIn,  signIn,  yes,     yes,      yes,      yes,      signIn],
  endSignIn:                    [signIn, signIn,  signIn,  yes,     notOnes,  notOnes,  notOnes,  signIn],
  signOutEverywhere:            [signIn, signIn,  signIn,  yes,     yes,      yes,      yes,      signIn],
  beginSecondFactor:            [signIn, signIn,  signIn,  yes,     yes,      yes,      yes,      signIn],
  confirmSecondFactor:          [signIn, signIn,  signIn,  yes,     noFactor, noFactor, noFactor, signIn],
  removeSecondFactor:           [signIn, signIn,  signIn,  yes,     noFactor, noFactor, noFactor, signIn],
  inviting:                     [signIn, signIn,  signIn,  yes,     yes,      yes,      yes,      signIn],
  openSession:                  [signIn, signIn,  signIn,  yes,     yes,      yes,      yes,      signIn],
  myOpenSession:                [signIn, signIn,  signIn,  yes,     yes,      yes,      yes,      signIn],

  // The technician of the session
  changeDetails:                [signIn, signIn,  signIn,  yes,     unseen,   unseen,   unseen,   signIn],
  newPin:                       [signIn, signIn,  signIn,  yes,     unseen,   unseen,   unseen,   signIn],
  sendInvitation:               [signIn, signIn,  signIn,  yes,     unseen,   unseen,   unseen,   signIn],
  makeLink:                     [signIn, signIn,  signIn,  yes,     unseen,   unseen,   unseen,   signIn],
  mailDraft:                    [signIn, signIn,  signIn,  yes,     unseen,   unseen,   unseen,   signIn],
  startSession:                 [signIn, signIn,  signIn,  yes,     unseen,   unseen,   unseen,   signIn],

  // Its customer
  acceptLicence:                [noSeat, yes,     noSeat,  noSeat,  noSeat,   noSeat,   noSeat,   noSeat],
  declineLicence:               [noSeat, yes,     noSeat,  noSeat,  noSeat,   noSeat,   noSeat,   noSeat],

  // Both of them
  getSession:                   [signIn, yes,     noSeat,  yes,     unseen,   unseen,   unseen,   signIn],
  takeSeat:                     [signIn, yes,     noSeat,  yes,     unseen,   unseen,   unseen,   signIn],
  setVoice:                     [signIn, yes,     noSeat,  yes,     unseen,   unseen,   unseen,   signIn],
  peerAccess:                   [signIn, yes,     noSeat,  yes,     unseen,   unseen,   unseen,   signIn],
  iceServers:                   [signIn, yes,     noSeat,  yes,     unseen,   unseen,   unseen,   signIn],
  endSession:                   [signIn, yes,     noSeat,  yes,     unseen,   unseen,   unseen,   signIn],

  // Administrators, and scripts with the scope
  listTechnicians:              [signIn, signIn,  signIn,  noRight, noRight,  yes,      yes,      scope('technicians:read')],
  getTechnician:                [signIn, signIn,  signIn,  noRight, noRight,  yes,      yes,      scope('technicians:read')],
  listGroups:                   [signIn, signIn,  signIn,  noRight, noRight,  yes,      yes,      scope('technicians:read')],
  getGroup:                     [signIn, signIn,  signIn,  noRight, noRight,  yes,      yes,      scope('technicians:read')],
  createTechnician:             [signIn, signIn,  signIn,  noRight, noRight,  yes,      yes,      scope('technicians:write')],
  changeTechnician:             [signIn, signIn,  signIn,  noRight, noRight,  yes,      yes,      scope('technicians:write')],
  deleteTechnician:             [signIn, signIn,  signIn,  noRight, noRight,  yes,      yes,      scope('technicians:write')],
  makePasswordLink:             [signIn, signIn,  signIn,  noRight, noRight,  yes,      yes,      scope('technicians:write')],
  removeTechnicianSecondFactor: [signIn, signIn,  signIn,  noRight, noRight,  yes,      yes,      scope('technicians:write')],
  createGroup:                  [signIn, signIn,  signIn,  noRight, noRight,  yes,      yes,      scope('technicians:write')],
  changeGroup:                  [signIn, signIn,  signIn,  noRight, noRight,  yes,      yes,      scope('technicians:write')],
  deleteGroup:                  [signIn, signIn,  signIn,  noRight, noRight,  yes,      yes,      scope('technicians:write')],
  getSettings:                  [signIn, signIn,  signIn,  noRight, noRight,  yes,      yes,      scope('settings:read')],
  listLicences:                 [signIn, signIn,  signIn,  noRight, noRight,  yes,      yes,      scope('settings:read')],
  changeSettings:               [signIn, signIn,  signIn,  noRight, noRight,  yes,      yes,      scope('settings:write')],
  changeLogo:                   [signIn, signIn,  signIn,  noRight, noRight,  yes,      yes,      scope('settings:write')],
  removeLogo:                   [signIn, signIn,  signIn,  noRight, noRight,  yes,      yes,      scope('settings:write')],
  listSessions:                 [signIn, signIn,  signIn,  noRight, noRight,  yes,      yes,      scope('sessions:read')],
  closeSession:                 [signIn, signIn,  signIn,  noRight, noRight,  yes,      yes,      scope('sessions:end')],
  listAudit:                    [signIn, signIn,  signIn,  noRight, noRight,  yes,      yes,      scope('audit:read')],
  examine:                      [signIn, signIn,  signIn,  noRight, noRight,  yes,      yes,      scope('doctor:run')],
  openPhoneCheck:               [signIn, signIn,  signIn,  noRight, noRight,  yes,      yes,      scope('doctor:run')],
  getPhoneCheck:                [signIn, signIn,  signIn,  noRight, noRight,  yes,      yes,      scope('doctor:run')],

  // Administrators in person
  listApiTokens:                [signIn, signIn,  signIn,  noRight, noRight,  yes,      yes,      noRight],
  createApiToken:               [signIn, signIn,  signIn,  noRight, noRight,  yes,      again,    noRight],
  revokeApiToken:               [signIn, signIn,  signIn,  noRight, noRight,  yes,      yes,      noRight],
};

/** The cells of a row, one for each who may call. */
function cellsOf(row: Row): [WhoCalls, Cell][] {
  const scripts = row[people.length]! as Row[7];
  const ofScript = (each: Scope): Cell => {
    if (typeof scripts !== 'object') return scripts;
    return scripts.scope === each ? 'yes' : 'not_allowed';
  };
  return [
    ...people.map((who, index): [WhoCalls, Cell] => [who, row[index] as Cell]),
    ...scopes.map((each): [WhoCalls, Cell] => [each, ofScript(each)]),
  ];
}

describe('who may call', () => {
  let server: TestServer;
  let mail: TestMailServer;
  beforeAll(async () => {
    mail = await testMailServer();
    server = await invitingServer(
      { smtp: smtpAt(mail.port) },
      { config: { trustedProxies: ['127.0.0.1'] } },
    );
  });
  afterAll(async () => {
    await server.stop();
    await mail.stop();
  });

  /** What becomes of a good request of that caller. */
  async function attempt(name: RouteName, who: WhoCalls, all: Everyone): Promise<Cell> {
    const { method, path } = routes[name];
    const { params = {}, ...good } = (await goodRequests[name].request?.(all, server)) ?? {};
    const filled = path.replace(/:(\w+)/g, (_, key: string) => params[key]!);
    const answer = await server.request(method, filled, {
      ...good,
      token: all.tokens[who],
      // From an address of its own: what is limited by address is not the question here.
      headers: { ...good.headers, 'x-forwarded-for': `203.0.113.${callers.indexOf(who)}` },
    });
    return answer.status < 300 ? 'yes' : answer.body.error.code;
  }

  it.each(Object.entries(table) as [RouteName, Row][])('%s', async (name, row) => {
    const { state } = goodRequests[name];
    const cells = cellsOf(row);
    // Who is refused changes nothing, so all of them may meet the same session.
    const refused = await everyone(server, state);
    const before = await stored(server, refused.session);
    const found: [WhoCalls, Cell][] = [];
    for (const [who, cell] of cells) {
      const all = cell === 'yes' ? await everyone(server, state) : refused;
      found.push([who, await attempt(name, who, all)]);
    }
    expect(found).toEqual(cells);
    // What their good requests need is done by the owner first, and changes the session.
    const prepares = ['openSession', 'findSessionByLink'].includes(name);
    if (!prepares) expect(await stored(server, refused.session)).toEqual(before);
  });
});
