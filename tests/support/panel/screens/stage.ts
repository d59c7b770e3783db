import {
  endSession,
  myOpenSession,
  openSession,
  signIn as signInRoute,
  changeDetails,
  getSession,
  mailDraft,
  makeLink,
  sendInvitation,
  startSession,
} from '../../../../common/contract/routes.ts';
import type { Inviting, Language } from '../../../../common/contract/views.ts';
import { Panel } from '../../../../extension/panel/panel.svelte.ts';
import { shareNews } from '../../../../extension/panel/windows/news.ts';
import { TURN_LOCK } from '../../../../extension/panel/windows/turn.ts';
import { fakeOutside, fakeProfile, signedIn, type FakeOutside } from '../fake-outside.ts';
import { info, refusal } from '../fake-server.ts';
import type { Snapshot } from '../snapshots.ts';
import { anna, everyWay, idleCall, panelSettings } from '../views.ts';
import { playShowing } from './play-showing.ts';
import { openAccount, refusedAs, unreachable } from './account.ts';
import { connectSound, keptSound, settleSound } from './sound.ts';

/** The time without input after which the sessions of idle snapshots end. */
const IDLE_MINUTES = 10;

/** Lets everything that waits only for a promise come to pass. */
const settled = () => new Promise<void>((done) => setTimeout(done, 0));

/** What the snapshot keeps in the browser profile. */
function keptOf(snapshot: Snapshot, language: Language): Record<string, unknown> {
  const { session, withoutMicrophone = false } = snapshot;
  const signIn = snapshot.signedOut
    ? snapshot.signedOut === 'ended'
      ? { ...signedIn.signIn, expires: 1 }
      : null
    : signedIn.signIn;
  const details = session?.details;
  const draft = snapshot.details && session ? { session: session.id, details } : null;
  const muted = snapshot.muted ? session?.id : null;
  const email = snapshot.signedOut === 'empty' ? '' : signedIn.email;
  return {
    ...signedIn,
    email,
    language,
    signIn,
    withoutMicrophone,
    draft,
    muted,
    session: session?.id ?? null,
    invitingBy: snapshot.invitingBy ?? null,
    ...(snapshot.sound && keptSound(snapshot.sound)),
  };
}

/** How the server of a snapshot answers. */
function answersOf(snapshot: Snapshot, { server }: FakeOutside, language: Language): void {
  const { session } = snapshot;
  server.on(myOpenSession, () => ({ session: null }));
  server.on(getSession, () => session);
  server.on(changeDetails, () => {
    if (snapshot.details === 'saved') return session;
    if (snapshot.details === 'refused')
      throw refusal('too_large', { language, field: 'details.name' });
    throw unreachable(language);
  });
  server.on(openSession, () => session);
  server.on(endSession, () => {
    throw unreachable(language);
  });
  const signIns = [...(snapshot.signInRefused ?? [])];
  server.on(signInRoute, () => {
    throw refusedAs(signIns.shift() ?? 'internal', language);
  });
  server.on(makeLink, () => ({ url: 'https://lens.example.com/#j=7Zb0kQe3VxW2mLr5TnYc1A' }));
  server.on(mailDraft, () => ({ subject: '', body: '', url: '', mailto: 'mailto:' }));
  server.on(sendInvitation, () => {
    throw refusal(snapshot.sendRefused ?? 'internal', { language });
  });
  server.on(startSession, () => {
    throw refusal('store_unavailable', { language });
  });
}

/** Makes the snapshot's panel; `settle` brings it to the moment that the snapshot shows. */
export async function stage(
  snapshot: Snapshot,
  language: Language,
  { picture, accentColour }: { picture: MediaStream | null; accentColour: string | null },
) {
  const profile = fakeProfile(keptOf(snapshot, language));
  const { microphone = 'granted' } = snapshot;
  const remote = { picture, sound: null };
  const given = await fakeOutside({
    profile,
    microphone: microphone === 'missing' || microphone === 'ended' ? 'granted' : microphone,
    call: { ...idleCall, remote, ...snapshot.call },
    encryption: snapshot.encryption ?? { words: [116, 151, 65, 254] },
  });
  const { outside, server } = given;
  if (snapshot.sound) connectSound(snapshot.sound, given);
  answersOf(snapshot, given, language);
  const { signedOut, session } = snapshot;
  outside.askServer = async () => ({ info });
  if (typeof signedOut === 'object')
    outside.askServer = async () => ({ ...signedOut, technical: 'TypeError: Failed to fetch' });
  if (snapshot.otherWindow && session) await occupy(outside, snapshot);
  const panel = new Panel(outside);

  async function signIn(): Promise<void> {
    if (!panel.signIn || signedOut === 'first' || signedOut === 'ended') return;
    if (signedOut !== 'empty') panel.signIn.password = 'correct horse';
    if (typeof signedOut === 'object') panel.signIn.server = 'https://lens.example.com';
    for (let sent = 0; sent < (snapshot.signInRefused?.length ?? 1); sent += 1) {
      panel.signIn.code = '123456';
      await panel.signIn.submit();
    }
    if (snapshot.signInRefused?.length === 1) panel.signIn.code = '';
  }

  /** Says which session is open, and what the technician can and may. */
  function tell(inviting: Inviting): void {
    const mayNot = Object.fromEntries((snapshot.mayNot ?? []).map((one) => [one, false]));
    const { secondFactor = false } = snapshot.account ?? {};
    const { customFields = [], idleLeft } = snapshot;
    server.tell(
      session && session.state !== 'ended'
        ? { id: session.id, revision: 1, state: session.state }
        : null,
      {
        technician: { ...anna, may: { ...anna.may, ...mayNot }, secondFactor },
        settings: panelSettings({
          ...{ inviting, customFields, accentColour },
          idleMinutes: idleLeft === undefined ? 0 : IDLE_MINUTES,
        }),
      },
    );
  }

  /** The clock goes on, and nothing is done. */
  function letTimePass(idleLeft: number): void {
    const later = Date.now() + IDLE_MINUTES * 60_000 - idleLeft;
    Date.now = () => later;
    panel.account?.current.session?.idle?.look();
  }

  async function settle(): Promise<void> {
    await settled();
    await signIn();
    const { abilities = everyWay } = snapshot;
    // A session that was just opened, where the server has said nothing else yet.
    if (abilities === null) await panel.account?.startNew();
    else if (!snapshot.unanswered && !snapshot.otherWindow) tell(abilities);
    await settled();
    server.links.at(-1)?.say({ session, seat: 'held', link: 'open', ...snapshot.view });
    if (snapshot.linkDown) server.technicians.at(-1)?.events.onLink('down');
    await settled();
    if (snapshot.becomes) server.links.at(-1)?.become(snapshot.becomes);
    if (snapshot.abilitiesBecome) tell(snapshot.abilitiesBecome);
    if (snapshot.startFails) await panel.account?.current.session?.start();
    if (microphone === 'ended') given.microphone.tracks.at(-1)?.takeAway();
    const call = panel.account?.current.session?.call;
    if (call && snapshot.soundBlocked) call.soundBlocked = true;
    if (snapshot.call?.causes) given.calls.at(-1)?.say({ causes: [...snapshot.call.causes] });
    if (call && snapshot.sameRoom) call.own.room(true);
    if (call?.customerSound && snapshot.customerSilent) call.customerSound.silent = true;
    if (call && snapshot.showing)
      await playShowing(snapshot.showing, given.calls.at(-1)!, call.showing);
    // The session is over after all that.
    if (snapshot.ends) server.links.at(-1)?.become(snapshot.ends);
    if (snapshot.idleLeft !== undefined) letTimePass(snapshot.idleLeft);
    if (snapshot.account) await openAccount(snapshot.account, given, panel, language);
    if (snapshot.sound) await settleSound(snapshot.sound, given, panel);
    await settled();
  }
  return { panel, server, keeper: outside.keeper, settle };
}

/** Another window of the profile has the turn, and tells of the session. */
async function occupy(outside: FakeOutside['outside'], { session }: Snapshot): Promise<void> {
  const news = shareNews({
    channel: outside.openChannel(),
    tell: () => ({
      link: 'open',
      downSince: null,
      clockOffsetMs: 0,
      session: session
        ? { state: session.state, name: session.details.name, started: session.times.started }
        : null,
    }),
    hear: () => {},
    hearInput: () => {},
  });
  void outside.locks.request(TURN_LOCK, {}, () => new Promise(() => {}));
  await settled();
  news.say();
}
