import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testServer, type TestServer } from '../../support/server.ts';

describe('the page that sets a password', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer({ config: { companyName: 'Dupont <b>& "Fils"' } });
  });
  afterAll(() => server.stop());

  const open = (language = 'en') =>
    server.request('GET', '/set-password', { headers: { 'accept-language': language } });

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
