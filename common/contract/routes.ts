import { serverInfo, licence } from './routes/about.ts';
import { signIn, signOut, me, readPasswordLink, setPassword } from './routes/technicians.ts';
import {
  openSession,
  myOpenSession,
  getSession,
  takeSeat,
  setVoice,
  peerAccess,
  iceServers,
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
import {
  changePassword,
  listSignIns,
  endSignIn,
  signOutEverywhere,
  beginSecondFactor,
  confirmSecondFactor,
  removeSecondFactor,
} from './routes/own-account.ts';
import {
  listTechnicians,
  createTechnician,
  getTechnician,
  changeTechnician,
  deleteTechnician,
  makePasswordLink,
  removeTechnicianSecondFactor,
  listGroups,
  createGroup,
  getGroup,
  changeGroup,
  deleteGroup,
} from './routes/accounts.ts';
import {
  getSettings,
  changeSettings,
  changeLogo,
  removeLogo,
  listLicences,
} from './routes/settings.ts';
import {
  listSessions,
  closeSession,
  listAudit,
  listApiTokens,
  createApiToken,
  revokeApiToken,
} from './routes/operation.ts';
import { inviting, sendInvitation, makeLink, mailDraft } from './routes/inviting.ts';
import {
  examine,
  openPhoneCheck,
  getPhoneCheck,
  beginPhoneCheck,
  reportPhoneCheck,
} from './routes/doctor.ts';

export * from './routes/about.ts';
export * from './routes/technicians.ts';
export * from './routes/own-account.ts';
export * from './routes/accounts.ts';
export * from './routes/settings.ts';
export * from './routes/operation.ts';
export * from './routes/sessions.ts';
export * from './routes/joining.ts';
export * from './routes/inviting.ts';
export * from './routes/doctor.ts';
export type { Caller, Route } from './routes/route.ts';

/** Every route of the API under its name. A page imports the ones it calls, one by one. */
export const routes = {
  serverInfo,
  licence,
  signIn,
  signOut,
  me,
  readPasswordLink,
  setPassword,
  changePassword,
  listSignIns,
  endSignIn,
  signOutEverywhere,
  beginSecondFactor,
  confirmSecondFactor,
  removeSecondFactor,
  openSession,
  myOpenSession,
  findSessionByPin,
  findSessionByLink,
  joinSession,
  getSession,
  takeSeat,
  setVoice,
  peerAccess,
  iceServers,
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
  listTechnicians,
  createTechnician,
  getTechnician,
  changeTechnician,
  deleteTechnician,
  makePasswordLink,
  removeTechnicianSecondFactor,
  listGroups,
  createGroup,
  getGroup,
  changeGroup,
  deleteGroup,
  getSettings,
  changeSettings,
  changeLogo,
  removeLogo,
  listLicences,
  listSessions,
  closeSession,
  listAudit,
  listApiTokens,
  createApiToken,
  revokeApiToken,
  examine,
  openPhoneCheck,
  getPhoneCheck,
  beginPhoneCheck,
  reportPhoneCheck,
} as const;

export type Routes = typeof routes;
export type RouteName = keyof Routes;
