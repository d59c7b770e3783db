import { describe, expect, it } from 'vitest';
import { readDestination } from '../../../server/invitations/destination.ts';

const settings = { defaultCountry: 'FR', smsCountries: ['FR', 'US'] } as const;
const sms = (typed: string) => readDestination('sms', typed, settings);
const refused = (read: () => string) => {
  try {
    read();
  } catch (error) {
    return error;
  }
  return 'not refused';
};

describe('a number to invite', () => {
  it.each([
    ['06 12 34 56 78', '+33612345678'],
    ['06.12.34.56.78', '+33612345678'],
    ['+33 (0)6 12 34 56 78', '+33612345678'],
    ['0033612345678', '+33612345678'],
    ['+1 (201) 555-0123', '+12015550123'],
  ])('is read as people type it: %s', (typed, number) => {
    expect(sms(typed)).toBe(number);
  });

  it.each(['0612', '112', 'call 0612345678', '+33 6 12 34 56 78 ext. 5', '+999 123456', 'x', '+'])(
    'is refused before anything is sent: %s',
    (typed) => {
      expect(refused(() => sms(typed))).toMatchObject({
        code: 'number_invalid',
        more: { field: 'to' },
      });
    },
  );

  it.each([
    ['of a country that is not on the list', '+44 7400 123456'],
    ['of its neighbour with the same calling code', '+1 514 555 0123'],
    ['of no country at all, such as a satellite phone', '+881 6123 45678'],
  ])('is refused %s', (_, typed) => {
    expect(refused(() => sms(typed))).toMatchObject({
      code: 'country_refused',
      more: { field: 'to' },
    });
  });
});

describe('an address to invite', () => {
  const email = (typed: string) => readDestination('email', typed, settings);

  it('is read without spaces around it and in lower case', () => {
    expect(email(' Zoe@Example.COM ')).toBe('zoe@example.com');
  });

  it.each(['zoe', 'zoe@', 'a@b.example, c@d.example', 'Zoe <zoe@example.com>', '06 12 34 56 78'])(
    'is refused: %s',
    (typed) => {
      expect(refused(() => email(typed))).toMatchObject({
        code: 'address_invalid',
        more: { field: 'to' },
      });
    },
  );
});
