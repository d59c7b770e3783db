import { describe, expect, it } from 'vitest';
import { ApiError } from '../../common/client/api-error.ts';
import { customerAtThePin } from './support/customer.ts';

const refused = (code: 'pin_wrong' | 'client_too_old' | 'client_too_new' | 'too_many_attempts') => {
  throw new ApiError(code, { language: 'en', message: `words of ${code}` });
};

describe('the PIN step', () => {
  it('trades the PIN for a seat, which is kept', async () => {
    const customer = await customerAtThePin();
    customer.act.connect('482913');
    expect(customer.at('pin').busy).toBe(true);
    await customer.settled();
    customer.at('licence');
    expect(customer.memory.get('seat')).toMatchObject({ token: 'c_token' });
  });

  it.each(['pin_wrong', 'too_many_attempts'] as const)('says %s in words', async (code) => {
    const customer = await customerAtThePin();
    customer.server.answers.find = () => refused(code);
    customer.act.connect('482913');
    await customer.settled();
    expect(customer.at('pin')).toMatchObject({ busy: false, error: `words of ${code}` });
  });

  it('says that the page is too old, and reloads on a touch', async () => {
    const customer = await customerAtThePin();
    customer.server.answers.find = () => refused('client_too_old');
    customer.act.connect('482913');
    await customer.settled();
    customer.at('too_old');
    customer.act.reload();
    expect(customer.reloads).toBe(1);
  });

  it('says that the page is newer than the server', async () => {
    const customer = await customerAtThePin();
    customer.server.answers.find = () => refused('client_too_new');
    customer.act.connect('482913');
    await customer.settled();
    expect(customer.at('too_new').message).toBe('words of client_too_new');
  });

  it('waits for a server out of reach, and loads the page anew when it is back', async () => {
    const customer = await customerAtThePin();
    customer.offline.is = true;
    customer.act.connect('482913');
    await customer.settled();
    customer.at('unreachable');
    expect(customer.reloads).toBe(0);
    customer.offline.over();
    await customer.settled();
    expect(customer.reloads).toBe(1);
  });
});
