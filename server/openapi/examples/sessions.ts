import type { Examples } from '../example.ts';
import { idOf, minutesAfterNoon } from './people.ts';
import { ended, invitation, peerIdOf, started, waiting } from './session-views.ts';

const params = { id: idOf('5') };
const ready = { ready: true, reason: null };
const link = `https://help.example.com/#j=${'x'.repeat(22)}`;
const worded = { language: 'fr', voice: 'here' } as const;

/** Examples of a technician's sessions and invitations. */
export const sessionExamples = {
  openSession: {
    body: {
      name: 'Zoé',
      phone: '06 12 34 56 78',
      ticketId: 'T-1042',
      language: 'fr',
      device: idOf('d'),
    },
    answer: waiting,
  },
  myOpenSession: { answer: { session: waiting } },
  getSession: { params, answer: waiting },
  takeSeat: {
    params,
    body: { from: 1, device: idOf('d') },
    answer: {
      ...waiting,
      revision: 2,
      own: { ...waiting.own, generation: 2, peerId: `${idOf('5')}-t-2` },
    },
  },
  peerAccess: {
    params,
    answer: {
      peerId: peerIdOf('t'),
      token: `${minutesAfterNoon(4)}-${'0'.repeat(64)}`,
      expires: minutesAfterNoon(4),
    },
  },
  iceServers: {
    params,
    answer: {
      iceServers: [
        { urls: ['stun:turn.example.com:3478'] },
        {
          urls: [
            'turn:turn.example.com:3478?transport=udp',
            'turns:turn.example.com:5349?transport=tcp',
          ],
          username: `${minutesAfterNoon(13) / 1000}:${idOf('5')}-t`,
          credential: 'c2lnbmVkIGJ5IHRoZSBzZWNyZXQ=',
        },
      ],
      expires: minutesAfterNoon(13),
    },
  },
  changeDetails: { params, body: { name: 'Zoé' }, answer: waiting },
  newPin: { params, answer: { ...waiting, revision: 2, pin: '027381' } },
  setVoice: {
    params,
    body: { voice: 'phone' },
    answer: {
      ...started,
      revision: 7,
      voice: 'phone',
      voices: { technician: 'phone', customer: 'here' },
    },
  },
  startSession: { params, answer: started },
  endSession: {
    params,
    body: { because: 'idle' },
    answer: { ...ended, end: { by: 'technician', reason: 'idle' } },
  },
  inviting: {
    answer: {
      sms: ready,
      email: { ready: false, reason: 'not_set_up' },
      ownMail: { ready: false, reason: 'not_permitted' },
      link: ready,
      qr: ready,
      defaultCountry: 'FR',
      defaultLanguage: 'fr',
      smsCountries: ['FR', 'BE'],
    },
  },
  sendInvitation: {
    params,
    body: { way: 'sms', to: '06 12 34 56 78', ...worded },
    answer: { invitation, session: { ...waiting, revision: 2, invitations: [invitation] } },
  },
  makeLink: { params, body: { ...worded, way: 'qr' }, answer: { url: link } },
  mailDraft: {
    params,
    body: worded,
    answer: {
      subject: 'Montrez-nous le problème',
      body: `Ouvrez ce lien sur votre téléphone : ${link}`,
      url: link,
      mailto: 'mailto:?subject=Montrez-nous%20le%20probl%C3%A8me',
    },
  },
} satisfies Partial<Examples>;
