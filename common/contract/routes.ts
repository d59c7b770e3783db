import { serverInfo, licence } from './routes/about.ts';
import { signIn, signOut, me, setPassword } from './routes/technicians.ts';
import {
  openSession,
  myOpenSession,
  getSession,
  takeSeat,
  peerAccess,
  changeDetails,
  newPin,
  startSession,
  endSession,
} from './routes/sessions.ts';
import {
  findSessionByPin,
  findSessionByLink,
  joinSession,
  acceptLicence,
  declineLicence,
} from './routes/joining.ts';
import { inviting, sendInvitation, makeLink, mailDraft } from './routes/inviting.ts';

export * from './routes/about.ts';
export * from './routes/technicians.ts';
export * from './routes/sessions.ts';
export * from './routes/joining.ts';
export * from './routes/inviting.ts';
export type { Caller, Route } from './routes/route.ts';

/** Every route of the API under its name. A page imports the ones it calls, one by one. */
export const routes = {
  serverInfo,
  licence,
  signIn,
  signOut,
  me,
  setPassword,
  openSession,
  myOpenSession,
  findSessionByPin,
  findSessionByLink,
  joinSession,
  getSession,
  takeSeat,
  peerAccess,
  changeDetails,
  newPin,
  inviting,
  sendInvitation,
  makeLink,
  mailDraft,
  acceptLicence,
  declineLicence,
  startSession,
  endSession,
} as const;

export type Routes = typeof routes;
export type RouteName = keyof Routes;
