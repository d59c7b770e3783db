import type { PhoneCheck, PhoneReport } from '../../../common/contract/doctor.ts';
import type { Examples } from '../example.ts';
import { idOf, minutesAfterNoon, NOON } from './people.ts';

/** A code or a ticket. */
const secret = 'x'.repeat(22);

const iceServers = [
  { urls: ['stun:turn.example.com:3478'] },
  {
    urls: ['turn:turn.example.com:3478?transport=udp'],
    username: `${NOON / 1000 + 600}:doctor`,
    credential: 'eW91IGNhbm5vdCB1c2UgdGhpcw==',
  },
];

const report: PhoneReport = {
  language: 'fr',
  findings: [
    { check: 'camera', state: 'well', reason: null, ms: 640 },
    { check: 'turn_udp', state: 'wrong', reason: 'unreachable', ms: 8000 },
  ],
};

const waiting: PhoneCheck = {
  id: idOf('8'),
  state: 'waiting',
  expires: minutesAfterNoon(10),
  phone: null,
  report: null,
};

/** Examples of what a doctor asks, and the phone that it waits for. */
export const doctorExamples = {
  examine: {
    answer: {
      now: NOON,
      version: '1.0.0',
      customerUrl: 'https://help.example.com',
      store: {
        kind: 'embedded',
        missingIndexes: [],
        aheadMs: null,
        disk: { writable: true, freeBytes: 40_000_000_000, totalBytes: 60_000_000_000 },
      },
      email: { state: 'accepted', reason: null },
      sms: { state: 'refused', reason: 'login_refused' },
      relay: 'own',
      iceServers,
    },
  },
  openPhoneCheck: {
    answer: { check: waiting, url: `https://help.example.com/check#code=${secret}` },
  },
  getPhoneCheck: {
    params: { id: idOf('8') },
    answer: {
      ...waiting,
      state: 'done',
      phone: { browser: 'Chrome', system: 'Android' },
      report,
    },
  },
  beginPhoneCheck: { body: { code: secret }, answer: { iceServers, ticket: secret } },
  reportPhoneCheck: { body: { ticket: secret, report } },
} satisfies Partial<Examples>;
