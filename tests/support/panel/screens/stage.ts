import {
  myOpenSession,
  changeDetails,
  getSession,
  inviting,
  mailDraft,
  makeLink,
  sendInvitation,
  startSession,
} from '../../../../common/contract/routes.ts';
import type { Language } from '../../../../common/contract/views.ts';
import { ApiError } from '../../../../common/client/api-error.ts';
import { Panel } from '../../../../extension/panel/panel.svelte.ts';
import { shareNews } from '../../../../extension/panel/windows/news.ts';
import { TURN_LOCK } from '../../../../extension/panel/windows/turn.ts';
import { fakeOutside, fakeProfile, signedIn, type FakeOutside } from '../fake-outside.ts';
import { refusal } from '../fake-server.ts';
import type { Snapshot } from '../snapshots.ts';
import { everyWay, idleCall } from '../views.ts';

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
  };
}

/** How the server of a snapshot answers. */
function answersOf(snapshot: Snapshot, { server }: FakeOutside): void {
  const { session } = snapshot;
  server.on(myOpenSession, () => ({ session: null }));
  server.on(getSession, () => session);
  server.on(changeDetails, () => {
    if (snapshot.details === 'saved') return session;
    if (snapshot.details === 'refused') throw refusal('too_large', { field: 'details.name' });
    throw new ApiError('unreachable', { language: 'en' });
  });
  const { abilities = everyWay } = snapshot;
  server.on(inviting, () => abilities ?? new Promise(() => {}));
  server.on(makeLink, () => ({ url: 'https://lens.example.com/#j=7Zb0kQe3VxW2mLr5TnYc1A' }));
  server.on(mailDraft, () => ({ subject: '', body: '', url: '', mailto: 'mailto:' }));
  server.on(sendInvitation, () => {
    throw refusal(snapshot.sendRefused ?? 'internal');
  });
  server.on(startSession, () => {
    throw refusal('store_unavailable');
  });
}

/** Makes the snapshot's panel; `settle` brings it to the moment that the snapshot shows. */
export async function stage(snapshot: Snapshot, language: Language, picture: MediaStream | null) {
  const profile = fakeProfile(keptOf(snapshot, language));
  const { microphone = 'granted' } = snapshot;
  const remote = { picture, sound: null };
  const given = await fakeOutside({
    profile,
    microphone: microphone === 'missing' || microphone === 'ended' ? 'granted' : microphone,
    call: { ...idleCall, remote, ...snapshot.call },
  });
  const { outside, server } = given;
  answersOf(snapshot, given);
  const { signedOut, session } = snapshot;
  if (typeof signedOut === 'object')
    outside.askServer = async () => ({ ...signedOut, technical: 'TypeError: Failed to fetch' });
  if (snapshot.otherWindow && session) await occupy(outside, snapshot);
  const panel = new Panel(outside);

  async function signIn(): Promise<void> {
    if (!panel.signIn || signedOut === 'first' || signedOut === 'ended') return;
    if (signedOut !== 'empty') panel.signIn.password = 'correct horse';
    if (typeof signedOut === 'object') panel.signIn.server = 'https://lens.example.com';
    if (signedOut === 'refused')
      panel.signIn.faults = { password: { refused: refusal('sign_in_refused').message } };
    else await panel.signIn.submit();
  }

  async function settle(): Promise<void> {
    await settled();
    await signIn();
    if (!snapshot.unanswered && !snapshot.otherWindow)
      server.tell(
        session && session.state !== 'ended'
          ? { id: session.id, revision: 1, state: session.state }
          : null,
      );
    await settled();
    server.links.at(-1)?.say({ session, seat: 'held', link: 'open', ...snapshot.view });
    if (snapshot.linkDown) server.technicians.at(-1)?.events.onLink('down');
    await settled();
    if (snapshot.becomes) server.links.at(-1)?.become(snapshot.becomes);
    if (snapshot.startFails) await panel.account?.current.session?.start();
    if (microphone === 'ended') given.microphone.tracks.at(-1)?.takeAway();
    const call = panel.account?.current.session?.call;
    if (call && snapshot.soundBlocked) call.soundBlocked = true;
    await settled();
  }
  return { panel, server, settle };
}

/** Another window of the profile has the turn, and tells of the session. */
async function occupy(outside: FakeOutside['outside'], { session }: Snapshot): Promise<void> {
  const news = shareNews({
    channel: outside.openChannel(),
    tell: () => ({
      link: 'open',
      clockOffsetMs: 0,
      session: session
        ? { state: session.state, name: session.details.name, started: session.times.started }
        : null,
    }),
    hear: () => {},
  });
  void outside.locks.request(TURN_LOCK, {}, () => new Promise(() => {}));
  await settled();
  news.say();
}
