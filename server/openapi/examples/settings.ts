import type { Examples } from '../example.ts';
import { NOON } from './people.ts';

const ways = { sms: true, email: true, ownMail: true, link: true, qr: true };

const view = {
  revision: 4,
  settings: {
    companyName: 'Acme',
    accentColour: '#0b5cad',
    licence: null,
    tutorial: true,
    ways,
    pinMinutes: 20,
    waitingMinutes: 60,
    idleMinutes: 30,
    customFields: [{ id: 'machine', names: { en: 'Machine', fr: 'Machine' } }],
    defaultLanguage: 'en' as const,
    defaultCountry: 'FR',
    smsCountries: ['FR', 'BE'],
    invitationsPerHour: 100,
    invitationsPerDestination: 5,
    retentionHours: 24,
  },
  changed: ['companyName', 'accentColour', 'customFields'],
  licenceVersion: '1',
  logo: null,
};
const logo = { ...view, revision: 5, logo: '/api/logo/5' };

/** Examples of a company's settings. */
export const settingsExamples = {
  getSettings: { answer: view },
  changeSettings: {
    body: { companyName: 'Acme', tutorial: null, revision: 3 },
    answer: view,
  },
  changeLogo: { answer: logo },
  removeLogo: { answer: { ...view, revision: 6 } },
  listLicences: {
    query: { limit: '50' },
    answer: {
      items: [
        {
          version: '1',
          since: NOON,
          texts: {
            en: 'You agree to show your camera.',
            fr: 'Vous acceptez de montrer votre caméra.',
          },
        },
      ],
      next: null,
    },
  },
} satisfies Partial<Examples>;
