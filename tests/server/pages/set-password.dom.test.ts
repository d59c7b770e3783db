import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { html } from '../../../server/pages/set-password/page.ts';

const secret = 's'.repeat(43);
const answer = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

describe('the form that sets a password', () => {
  const asked = vi.fn<typeof fetch>();
  beforeEach(() => {
    asked.mockReset();
    vi.stubGlobal('fetch', asked);
  });
  afterEach(() => vi.unstubAllGlobals());

  /** Opens the page as the server writes it, with this fragment in its address. */
  async function open(fragment: string) {
    const page = new DOMParser().parseFromString(html('en', 'Lens'), 'text/html');
    document.body.innerHTML = page.body.innerHTML;
    history.replaceState(null, '', `/set-password${fragment}`);
    vi.resetModules();
    // @ts-expect-error -- a page's script, served as it is, has no types
    await import('../../../server/pages/set-password/set-password.js');
  }
  const field = (id: string) => document.querySelector<HTMLInputElement>(`#${id}`)!;
  const message = () => field('message').textContent;
  const button = () => document.querySelector('button')!;
  function submit(password: string, again: string) {
    field('password').value = password;
    field('again').value = again;
    document.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
  }

  it('takes the secret out of the address at once', async () => {
    await open(`#${secret}`);
    expect(location.href).not.toContain(secret);
    expect(location.pathname).toBe('/set-password');
  });

  it('sends the secret and the password, and says who can sign in now', async () => {
    asked.mockResolvedValue(answer(200, { email: 'anna@lens.test' }));
    await open(`#${secret}`);
    submit('a new password', 'a new password');
    await expect.poll(() => field('done').textContent).toContain('anna@lens.test');
    const [url, options] = asked.mock.calls[0]!;
    expect(url).toBe('/api/technicians/set-password');
    expect(options!.headers).toEqual({ 'content-type': 'application/json', 'lens-contract': '1' });
    expect(JSON.parse(options!.body as string)).toEqual({
      token: secret,
      password: 'a new password',
    });
    expect(document.querySelector('form')).toBeNull();
  });

  it('sends nothing while the two passwords differ', async () => {
    await open(`#${secret}`);
    submit('a new password', 'a new pasword');
    expect(message()).toBe('The two passwords are not the same.');
    expect(asked).not.toHaveBeenCalled();
  });

  it('says what the server refuses, in its words, and lets one try again', async () => {
    asked.mockResolvedValue(answer(410, { error: { code: 'link_used', message: 'Too old.' } }));
    await open(`#${secret}`);
    submit('a new password', 'a new password');
    expect(button().disabled).toBe(true);
    await expect.poll(message).toBe('Too old.');
    expect(button().disabled).toBe(false);
  });

  it('says that the server cannot be reached', async () => {
    asked.mockRejectedValue(new TypeError('Failed to fetch'));
    await open(`#${secret}`);
    submit('a new password', 'a new password');
    await expect.poll(message).toContain('cannot be reached');
  });

  it.each(['', '#', '#abc'])('says that the link %j is not complete', async (fragment) => {
    await open(fragment);
    expect(message()).toContain('not complete');
    expect(button().disabled).toBe(true);
  });
});
