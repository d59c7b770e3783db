import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testServer, type TestServer } from '../../support/server.ts';

describe('what anyone may know of a server', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer({
      config: {
        companyName: 'Dupont & $& Fils',
        tutorial: false,
        publicUrl: 'https://help.example.com',
      },
    });
  });
  afterAll(() => server.stop());

  it('is its company, its contract and where customers go', async () => {
    expect((await server.request('GET', '/api/info')).body).toEqual({
      product: 'lens',
      version: '0.0.0-test',
      contract: { oldest: 1, newest: 1 },
      companyName: 'Dupont & $& Fils',
      customerUrl: 'https://help.example.com',
      tutorial: false,
      logo: null,
      accentColour: null,
    });
  });

  it.each([
    ['en', 'not recorded', 'decline'],
    ['fr', 'pas enregistrés', 'refusez'],
  ])('is the licence in %s, with the name of the company', async (language, ...words) => {
    const { body } = await server.request('GET', `/api/licence/${language}`);
    expect(body).toEqual({ version: '1', language, text: expect.any(String) });
    for (const word of [...words, 'Dupont & $& Fils']) expect(body.text).toContain(word);
    expect(body.text).not.toContain('{');
    const count = body.text.split(/\s+/).length;
    expect(count).toBeGreaterThan(150);
    expect(count).toBeLessThan(320);
  });

  it('says the licence in as many paragraphs in each language', async () => {
    const texts = await Promise.all(
      ['en', 'fr'].map(
        async (language) => (await server.request('GET', `/api/licence/${language}`)).body.text,
      ),
    );
    const [en, fr] = texts.map((text) => text.split('\n\n').length);
    expect(en).toBe(fr);
    expect(en).toBeGreaterThan(5);
  });
});
