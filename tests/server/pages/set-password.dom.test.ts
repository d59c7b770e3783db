import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setPasswordHtml } from '../../../server/pages/set-password/html.ts';

const company = { companyName: 'Lens', logo: null, serverAddress: 'https://help.example.com' };

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
    const page = new DOMParser().parseFromString(setPasswordHtml('en', company), 'text/html');
    document.body.innerHTML = page.body.innerHTML;
    history.replaceState(null, '', `/set-password${fragment}`);
    vi.resetModules();
    // @ts-expect-error -- a page's script, served as it is, has no types
    await import('../../../server/pages/set-password/set-password.js');
  }
  const field = (id: string) => document.querySelector<HTMLInputElement>(`#${id}`)!;
  const message = () => field('message').textContent;
  const standing = () => field('standing').textContent;
  const form = () => document.querySelector('form');
  const button = () => form()!.querySelector<HTMLButtonElement>('button:not([type])')!;
  /** Opens the page with a link that is good. */
  async function openGood() {
    asked.mockResolvedValueOnce(answer(200, { email: 'anna@lens.test' }));
    await open(`#${secret}`);
    await expect.poll(() => form()!.hidden).toBe(false);
  }
  function submit(password: string, again: string) {
    field('password').value = password;
    field('again').value = again;
    document.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
  }

  it('takes the secret out of the address at once', async () => {
    asked.mockReturnValue(new Promise(() => undefined));
    await open(`#${secret}`);
    expect(location.href).not.toContain(secret);
    expect(location.pathname).toBe('/set-password');
  });

  it('asks first whether the link is good, and says whose account it is for', async () => {
    await openGood();
    const [url, options] = asked.mock.calls[0]!;
    expect(url).toBe('/api/technicians/set-password/link');
    expect(JSON.parse(options!.body as string)).toEqual({ token: secret });
    expect(field('email').value).toBe('anna@lens.test');
    expect(document.activeElement).toBe(field('password'));
    expect(field('address').hidden).toBe(true);
  });

  it('shows no form for a link that was used, and none to try it again', async () => {
    asked.mockResolvedValue(answer(410, { error: { code: 'link_used', message: 'Too old.' } }));
    await open(`#${secret}`);
    await expect.poll(standing).toBe('Too old.');
    expect([form()!.hidden, field('look').hidden]).toEqual([true, true]);
  });

  it('looks again where the server could not be asked', async () => {
    asked.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    await open(`#${secret}`);
    await expect.poll(standing).toContain('cannot be reached');
    asked.mockResolvedValueOnce(answer(200, { email: 'anna@lens.test' }));
    field('look').click();
    await expect.poll(() => form()!.hidden).toBe(false);
    expect([standing(), field('look').hidden]).toEqual(['', true]);
  });

  it('shows the passwords, and hides them again', async () => {
    await openGood();
    const types = () => [field('password').type, field('again').type];
    field('show').click();
    expect(types()).toEqual(['text', 'text']);
    expect(field('show').textContent).toBe('Hide the passwords');
    field('show').click();
    expect(types()).toEqual(['password', 'password']);
    expect(field('show').textContent).toBe('Show the passwords');
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('sends the secret and the password, and says who can sign in now', async () => {
    await openGood();
    asked.mockResolvedValue(answer(200, { email: 'anna@lens.test' }));
    submit('a new password', 'a new password');
    await expect.poll(standing).toContain('anna@lens.test');
    expect(field('address').hidden).toBe(false);
    expect(field('address').textContent).toContain('https://help.example.com');
    const [url, options] = asked.mock.calls[1]!;
    expect(url).toBe('/api/technicians/set-password');
    expect(options!.headers).toEqual({ 'content-type': 'application/json', 'lens-contract': '1' });
    expect(JSON.parse(options!.body as string)).toEqual({
      token: secret,
      password: 'a new password',
    });
    expect(form()).toBeNull();
  });

  it('sends nothing while the two passwords differ', async () => {
    await openGood();
    submit('a new password', 'a new pasword');
    expect(message()).toBe('The two passwords are not the same.');
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('says what the server refuses, in its words, and lets one try again', async () => {
    await openGood();
    asked.mockResolvedValue(answer(410, { error: { code: 'link_used', message: 'Too old.' } }));
    submit('a new password', 'a new password');
    expect(button().disabled).toBe(true);
    await expect.poll(message).toBe('Too old.');
    expect(button().disabled).toBe(false);
  });

  it('says that the server cannot be reached', async () => {
    await openGood();
    asked.mockRejectedValue(new TypeError('Failed to fetch'));
    submit('a new password', 'a new password');
    await expect.poll(message).toContain('cannot be reached');
  });

  it.each(['', '#', '#abc'])('says that the link %j is not complete', async (fragment) => {
    await open(fragment);
    expect(standing()).toContain('not complete');
    expect(form()!.hidden).toBe(true);
    expect(asked).not.toHaveBeenCalled();
  });
});
