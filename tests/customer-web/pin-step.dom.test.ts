import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ApiError } from '../../common/client/api-error.ts';
import type { ErrorCode } from '../../common/contract/errors.ts';
import { customerAtThePin, customerByLink } from './support/customer.ts';

const refused = (code: ErrorCode, retryAfterSeconds?: number) => {
  throw new ApiError(code, { language: 'en', message: `words of ${code}`, retryAfterSeconds });
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

describe('four extra digits', () => {
  it.each(['find', 'join'] as const)(
    'that the server asks for at "%s" go with the PIN from then on',
    async (at) => {
      const customer = await customerAtThePin();
      const { [at]: answer } = customer.server.answers;
      customer.server.answers[at] = () => refused('pin_extra_needed');
      customer.act.connect('482913');
      await customer.settled();
      expect(customer.at('pin')).toMatchObject({ extra: 'asked', error: '', busy: false });
      customer.server.answers[at] = answer;
      customer.server.asked.length = 0;
      customer.act.connect('482913', '4821');
      await customer.settled();
      customer.at('licence');
      const both = { pin: '482913', extra: '4821' };
      const sent = customer.server.asked.filter(({ body }) => body).map(({ body }) => body);
      expect(sent).toMatchObject([both, both]);
    },
  );

  it('stay asked for when they or the PIN were wrong, and when something else failed', async () => {
    const customer = await customerAtThePin();
    const tries = async (code: ErrorCode, extra: string) => {
      customer.server.answers.find = () => refused(code);
      customer.act.connect('482913', extra);
      await customer.settled();
      return customer.at('pin');
    };
    await tries('pin_extra_needed', '');
    expect(await tries('pin_wrong', '4821')).toMatchObject({ extra: 'wrong', error: '' });
    expect(await tries('unreachable' as ErrorCode, '4822')).toMatchObject({ extra: 'asked' });
  });
});

describe('one try at a time', () => {
  it('is sent, however often Connect is touched', async () => {
    const customer = await customerAtThePin();
    customer.act.connect('482913');
    customer.act.connect('482913');
    customer.act.connect('482914');
    await customer.settled();
    expect(customer.server.asked.filter(({ path }) => path === '/api/pins/find')).toHaveLength(1);
  });

  it('is sent where a finger comes a moment after the sixth digit went on by itself', async () => {
    const customer = await customerAtThePin();
    customer.server.answers.find = () => refused('pin_wrong');
    const tries = async (pin: string, ms: number) => {
      customer.now += ms;
      customer.act.connect(pin);
      await customer.settled();
      return customer.server.asked.filter(({ path }) => path === '/api/pins/find').length;
    };
    expect(await tries('482913', 0)).toBe(1);
    expect(await tries('482913', 900)).toBe(1);
    expect(await tries('482914', 0)).toBe(2);
    expect(await tries('482914', 1_000)).toBe(3);
  });
});

describe('a server that takes no more tries', () => {
  it.each([
    ['too_many_attempts', 'attempts'],
    ['pin_entry_paused', 'paused'],
  ] as const)('for %s: the time left is counted down, then Connect wakes', async (code, why) => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const customer = await customerAtThePin();
    customer.server.answers.find = () => refused(code, 540);
    const passes = (seconds: number) => {
      customer.now += seconds * 1000;
      vi.advanceTimersByTime(1000);
    };
    customer.act.connect('482913');
    await customer.settled();
    expect(customer.at('pin')).toMatchObject({ error: '', hold: { why, seconds: 540 } });
    passes(19.5);
    expect(customer.at('pin').hold?.seconds).toBe(521);
    customer.act.connect('482914');
    expect(customer.at('pin').busy).toBe(false);
    passes(521);
    expect(customer.at('pin').hold).toBeNull();
    customer.act.connect('482913');
    expect(customer.at('pin').busy).toBe(true);
  });

  it('is waited for by whoever comes by a link, too', async () => {
    const customer = await customerByLink();
    customer.server.answers.join = () => refused('too_many_attempts', 30);
    customer.act.join();
    await customer.settled();
    expect(customer.at('join').hold).toEqual({ why: 'attempts', seconds: 30 });
  });
});
