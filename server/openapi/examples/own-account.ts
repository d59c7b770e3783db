import type { Examples } from '../example.ts';
import { anna, idOf, minutesAfterNoon, NOON, tokenOf } from './people.ts';

/** Examples of signing in and of one's own account. */
export const ownAccountExamples = {
  signIn: {
    body: {
      email: 'anna@acme.example',
      password: 'four words in a row',
      code: '492 039',
      device: idOf('d'),
    },
    answer: { token: tokenOf('t'), expires: minutesAfterNoon(720), technician: anna },
  },
  signOut: {},
  me: { answer: anna },
  readPasswordLink: {
    body: { token: 'x'.repeat(43) },
    answer: { email: 'anna@acme.example' },
  },
  setPassword: {
    body: { token: 'x'.repeat(43), password: 'four words in a row' },
    answer: { email: 'anna@acme.example' },
  },
  changePassword: {
    body: { current: 'four words in a row', password: 'five other words in a row' },
  },
  listSignIns: {
    answer: {
      items: [
        {
          id: 's'.repeat(43),
          browser: 'Chrome',
          system: 'Windows',
          since: NOON,
          seen: minutesAfterNoon(35),
          expires: minutesAfterNoon(720),
          here: true,
        },
      ],
    },
  },
  endSignIn: { params: { id: 's'.repeat(43) } },
  signOutEverywhere: {},
  beginSecondFactor: {
    body: { password: 'four words in a row' },
    answer: {
      key: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
      url: 'otpauth://totp/Acme:anna%40acme.example?issuer=Acme&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30',
    },
  },
  confirmSecondFactor: {
    body: { code: '492039' },
    answer: {
      recoveryCodes: ['k7mp2q9xw4tnhr3c', 'b8vd5fjaz6ye3gsu'],
      technician: { ...anna, secondFactor: true },
    },
  },
  removeSecondFactor: {
    body: { password: 'four words in a row', code: 'k7mp-2q9x-w4tn-hr3c' },
    answer: anna,
  },
} satisfies Partial<Examples>;
