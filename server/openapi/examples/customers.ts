import type { Examples } from '../example.ts';
import { idOf, tokenOf } from './people.ts';
import { connected } from './session-views.ts';

const params = { id: idOf('5') };

/** Examples of what anyone may ask, and of what a customer does. */
export const customerExamples = {
  serverInfo: {
    answer: {
      product: 'lens',
      version: '1.0.0',
      contract: { oldest: 1, newest: 1 },
      companyName: 'Acme',
      customerUrl: 'https://help.example.com',
      tutorial: true,
      logo: null,
      accentColour: '#0b5cad',
    },
  },
  licence: {
    params: { language: 'en' },
    answer: { version: '1', language: 'en', text: 'You agree to show your camera.' },
  },
  findSessionByPin: { body: { pin: '482 913' }, answer: { id: idOf('5') } },
  findSessionByLink: {
    body: { token: 'x'.repeat(22) },
    answer: {
      id: idOf('5'),
      voice: 'here',
      language: 'fr',
      companyName: 'Acme',
      technicianName: 'Anna Martin',
    },
  },
  joinSession: {
    params,
    body: { pin: '482 913', device: idOf('e'), language: 'fr', voice: 'here' },
    answer: { token: tokenOf('c'), session: { ...connected, revision: 4, state: 'joined' } },
  },
  acceptLicence: { params, body: { version: '1', language: 'fr' }, answer: connected },
  declineLicence: {
    params,
    answer: {
      ...connected,
      revision: 6,
      state: 'ended',
      end: { by: 'customer', reason: 'declined' },
    },
  },
} satisfies Partial<Examples>;
