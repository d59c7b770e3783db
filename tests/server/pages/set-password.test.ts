import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { contrast } from '../../../common/colour/accent.ts';
import { testServer, type TestRequest, type TestServer } from '../../support/server.ts';

describe('the page that sets a password', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer({ config: { companyName: 'Dupont <b>& "Fils"' } });
  });
  afterAll(() => server.stop());

  const open = (language = 'en') =>
    server.request('GET', '/set-password', { headers: { 'accept-language': language } });

  const style = async (): Promise<string> =>
    await (await fetch(`${server.url}/set-password.css`)).text();

  it.each([
    ['en', 'Set your password'],
    ['fr', 'Définissez votre mot de passe'],
  ])('speaks %s', async (language, title) => {
    const { status, headers, body } = await open(language);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('content-language')).toBe(language);
    expect(headers.get('vary')).toContain('Accept-Language');
    expect(body).toContain(`<html lang="${language}">`);
    expect(body).toContain(`<h1>${title}</h1>`);
  });

  it('writes the name of the company as text', async () => {
    const { body } = await open();
    expect(body).toContain('Dupont &#60;b&#62;&#38; &#34;Fils&#34;');
    expect(body).not.toContain('<b>');
  });

  it('is in the logo and the colour of the company as they are now', async () => {
    expect((await open()).body).not.toContain('<img');
    expect(await style()).not.toContain('--on-accent');
    const { token } = await server.technician({ role: 'administrator' });
    const settings = '/api/settings';
    const change = (method: string, path: string, more: TestRequest) =>
      server.request(method, path, { token, ...more });
    const { body } = await change('PATCH', settings, {
      body: { accentColour: '#ffe600', revision: 0 },
    });
    await change('PUT', `${settings}/logo`, {
      raw: await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
        .png()
        .toBuffer(),
      headers: { 'content-type': 'image/png', 'if-match': `"${body.revision}"` },
    });
    const [, logo] = /<img src="([^"]+)" alt="Dupont/.exec((await open()).body) ?? [];
    expect((await server.request('GET', logo!)).status).toBe(200);
    // Yellow as it is under black words, and darkened where it is a word on white itself.
    expect(await style()).toMatch(/--fill: light-dark\(#ffe600, #ffe600\);/);
    const [, onWhite] = /--accent: light-dark\((#\w{6}), #ffe600\);/.exec(await style()) ?? [];
    expect(contrast(onWhite!, '#ffffff')).toBeGreaterThanOrEqual(4.5);
  });

  it('says where the panel signs in, but not where a local certificate keeps every panel off', async () => {
    expect((await open()).body).toContain(`<strong>${server.url}</strong>`);
    const dataDir = 'data';
    const tls = { certFile: 'data/lan/cert.pem', keyFile: 'data/lan/key.pem', port: 0 };
    const local = await testServer({ config: { dataDir, tls } });
    expect((await local.request('GET', '/set-password')).body).not.toContain('<strong>');
    await local.stop();
  });

  it('runs nothing but its own script, and has none inline', async () => {
    const { headers, body } = await open();
    const policy = headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(body).not.toMatch(/<script(?![^>]*src=)|<style|style=|\son\w+=/);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  it.each([
    ['/set-password.js', 'text/javascript; charset=utf-8'],
    ['/set-password.css', 'text/css; charset=utf-8'],
  ])('has its %s beside it', async (path, type) => {
    const { status, headers, body } = await server.request('GET', path);
    expect([status, headers.get('content-type')]).toEqual([200, type]);
    expect(body.length).toBeGreaterThan(100);
  });

  it('is nothing else', async () => {
    expect((await server.request('GET', '/set-password/other')).status).toBe(404);
    expect((await server.request('POST', '/set-password')).status).toBe(404);
  });
});
