import { get } from 'node:http';
import { deflateSync, crc32 } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administrator, type TestAdministrator } from '../../support/company.ts';
import { testServer, type TestServer } from '../../support/server.ts';

type Format = 'png' | 'jpeg' | 'webp';

/** A picture of two halves, red and blue. */
const halves = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#ff0000' } }).composite([
    {
      input: {
        create: { width: Math.ceil(width / 2), height, channels: 3, background: '#0000ff' },
      },
      left: Math.floor(width / 2),
      top: 0,
    },
  ]);
const picture = (format: Format, width = 200, height = 50) =>
  halves(width, height).toFormat(format).toBuffer();

/** What no encoder makes small: each sample is another, and so is how far one sees through it. */
function noise(width: number, height: number, format: Format = 'png') {
  const data = Buffer.alloc(width * height * 4);
  for (let at = 0, seed = 1; at < data.length; at += 1) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    data[at] = seed >> 16;
  }
  return sharp(data, { raw: { width, height, channels: 4 } })
    .toFormat(format)
    .toBuffer();
}

/** One see-through colour: of any size a small file. */
const plainPng = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 4, background: { r: 9, g: 9, b: 9, alpha: 0.5 } } });

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** A PNG of nothing but zeros, of any size: a few kB that unfold to hundreds of megabytes. */
function bomb(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0, 0, 0, 0], 8);
  const row = Math.ceil(width / 8) + 1;
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(row * height))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe("the company's logo", () => {
  let server: TestServer;
  let anna: TestAdministrator;
  beforeAll(async () => {
    server = await testServer();
    anna = await administrator(server);
  });
  afterAll(() => server.stop());

  /** The logo as anyone gets it. */
  async function shown(path: string) {
    const answer = await fetch(server.url + path);
    const bytes = Buffer.from(await answer.arrayBuffer());
    return { answer, bytes, image: await sharp(bytes).metadata() };
  }

  it.each(['png', 'jpeg', 'webp'] as const)(
    'is taken as %s, and shown to anyone',
    async (format) => {
      const { status, body } = await anna.changeLogo(await picture(format));
      expect(status).toBe(200);
      expect(body.logo).toMatch(/^\/api\/logo\/\d+$/);
      expect((await server.request('GET', '/api/info')).body.logo).toBe(body.logo);
      const { answer, bytes, image } = await shown(body.logo);
      expect(answer.status).toBe(200);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'content-type': 'image/webp',
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
      });
      expect(image).toMatchObject({ format: 'webp', width: 200, height: 50 });
      const [left, right] = await Promise.all(
        [10, 190].map((x) =>
          sharp(bytes)
            .extract({ left: x, top: 25, width: 1, height: 1 })
            .removeAlpha()
            .raw()
            .toBuffer(),
        ),
      );
      expect(left![0]).toBeGreaterThan(200);
      expect(right![2]).toBeGreaterThan(200);
    },
  );

  it('is asked for once: whoever has it is told that it is the same', async () => {
    const { body } = await anna.settings();
    const etag = (await fetch(server.url + body.logo)).headers.get('etag')!;
    // By http itself: with this header fetch asks past every cache.
    const status = await new Promise((resolve, reject) =>
      get(server.url + body.logo, { headers: { 'if-none-match': etag } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).on('error', reject),
    );
    expect(status).toBe(304);
  });

  it.each([
    [1600, 400, 320, 80],
    [400, 1600, 24, 96],
    [16, 16, 16, 16],
    [10_000, 4, 320, 1],
    [4, 10_000, 1, 96],
    [4000, 2500, 154, 96],
  ])('of %i x %i pixels is shown as %i x %i', async (width, height, shownWidth, shownHeight) => {
    const { body } = await anna.changeLogo(await picture('png', width, height));
    expect((await shown(body.logo)).image).toMatchObject({
      width: shownWidth,
      height: shownHeight,
    });
  });

  it('may have 5 megapixels, however many bits each of them has', async () => {
    const deep = plainPng(2500, 2000).toColourspace('rgb16').png();
    const { status, body } = await anna.changeLogo(await deep.toBuffer());
    expect(status).toBe(200);
    expect((await shown(body.logo)).image).toMatchObject({ width: 120, height: 96 });
  });

  it.each(['png', 'jpeg', 'webp'] as const)(
    'is 10 kB at most, however little a %s can be made smaller',
    async (format) => {
      const { status, body } = await anna.changeLogo(await noise(640, 192, format));
      expect(status).toBe(200);
      const { bytes, image } = await shown(body.logo);
      expect(bytes.length).toBeLessThanOrEqual(10_000);
      expect(image.width).toBeGreaterThan(30);
    },
  );

  it('stands upright, and tells nothing of where and by what it was taken', async () => {
    const sideways = await halves(40, 20)
      .withExif({ IFD0: { Make: 'Camera-of-Zoe' }, IFD3: { GPSLatitude: '48/1 51/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const { body } = await anna.changeLogo(sideways);
    const { bytes, image } = await shown(body.logo);
    expect(image).toMatchObject({ width: 20, height: 40 });
    expect(image.exif).toBeUndefined();
    expect(bytes.toString('latin1')).not.toContain('Camera-of-Zoe');
  });

  it('is the first picture of an animation', async () => {
    const frames = await sharp(
      await Promise.all(
        ['#00ff00', '#000000'].map((background) =>
          sharp({ create: { width: 20, height: 20, channels: 3, background } })
            .png()
            .toBuffer(),
        ),
      ),
      { join: { animated: true } },
    )
      .webp({ loop: 0, delay: [100, 100] })
      .toBuffer();
    expect((await sharp(frames).metadata()).pages).toBe(2);
    const { body } = await anna.changeLogo(frames);
    const { bytes, image } = await shown(body.logo);
    expect(image).toMatchObject({ width: 20, height: 20 });
    expect(image.pages).toBeUndefined();
    const { dominant } = await sharp(bytes).stats();
    expect(dominant.g).toBeGreaterThan(200);
  });

  it('has another path after each change, and the former one is nothing any more', async () => {
    const { body: first } = await anna.changeLogo(await picture('png'));
    const { body: second } = await anna.changeLogo(await picture('jpeg'));
    expect(second.logo).not.toBe(first.logo);
    expect((await server.request('GET', first.logo)).status).toBe(404);
    const { body: none } = await anna.removeLogo();
    expect(none.logo).toBeNull();
    expect((await server.request('GET', '/api/info')).body.logo).toBeNull();
    expect((await server.request('GET', second.logo)).status).toBe(404);
    const { body: third } = await anna.changeLogo(await picture('png'));
    expect([first.logo, second.logo]).not.toContain(third.logo);
  });

  it('is found by a server that has not heard of it yet', async () => {
    const { body } = await anna.changeLogo(await picture('png', 33, 11));
    const other = await testServer({ store: server.store, clock: server.clock });
    await anna.changeLogo(await picture('png', 44, 11));
    const path = `/api/logo/${body.revision + 1}`;
    const answer = await fetch(other.url + path);
    expect(answer.status).toBe(200);
    await other.stop();
  });

  it('is changed only by whoever saw the settings as they are', async () => {
    const { body: before } = await anna.settings();
    const image = await picture('png');
    const path = '/api/settings/logo';
    for (const [method, answer] of [
      ['PUT', await anna.changeLogo(image, before.revision - 1)],
      ['DELETE', await anna.removeLogo(before.revision - 1)],
    ] as const) {
      expect(answer.body.error.code).toBe('changed_meanwhile');
      const unsaid = await server.request(method, path, {
        token: anna.token,
        ...(method === 'PUT' && { raw: image }),
      });
      expect(unsaid.body.error.code).toBe('revision_needed');
    }
    expect((await anna.settings()).body).toEqual(before);
  });

  it('leaves a line in the audit log at each change', async () => {
    await anna.changeLogo(await picture('png'));
    await anna.removeLogo();
    await anna.removeLogo();
    const { body } = await server.request('GET', '/api/audit?limit=2', { token: anna.token });
    expect(body.items.map(({ action }: { action: string }) => action)).toEqual([
      'logo_changed',
      'logo_changed',
    ]);
  });

  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script/></svg>';
  const pngHead = Buffer.from('89504e470d0a1a0a', 'hex');
  it.each<[string, () => Buffer | Promise<Buffer>]>([
    ['an SVG', () => Buffer.from(svg)],
    ['an SVG that begins as a PNG', () => Buffer.concat([pngHead, Buffer.from(svg)])],
    ['a GIF', () => halves(20, 20).gif().toBuffer()],
    ['a TIFF', () => halves(20, 20).tiff().toBuffer()],
    ['a text', () => Buffer.from('hello')],
    ['nothing', () => Buffer.alloc(0)],
    ['the beginning of a PNG', async () => (await noise(100, 100)).subarray(0, 5000)],
    ['the beginning of a JPEG', async () => (await noise(100, 100, 'jpeg')).subarray(0, 3000)],
    ['the beginning of a WebP', async () => (await noise(100, 100, 'webp')).subarray(0, 3000)],
    ['a PNG that unfolds to 900 million pixels', () => bomb(30_000, 30_000)],
    ['a PNG of 41 million pixels', () => bomb(8200, 5000)],
    [
      'a small interlaced PNG that unfolds to 318 MB',
      () => plainPng(6300, 6300).toColourspace('rgb16').png({ progressive: true }).toBuffer(),
    ],
    ['a PNG that unfolds to 40.1 MB', () => plainPng(3167, 3167).png().toBuffer()],
    ['a PNG of a side of 10,001 pixels', () => picture('png', 10_001, 4)],
    ['a JPEG of a side of 10,001 pixels', () => picture('jpeg', 4, 10_001)],
    ['a WebP of a side of 10,001 pixels', () => picture('webp', 10_001, 4)],
    ['a PNG of a side of a million pixels', () => bomb(1_000_000, 1)],
  ])('is refused as %s, and stays as it was', async (_, image) => {
    const { body: before } = await anna.changeLogo(await picture('png'));
    const bytes = await image();
    const { status, body } = await anna.changeLogo(bytes);
    expect(status).toBe(400);
    expect(body.error.code).toBe('image_invalid');
    expect((await anna.settings()).body).toEqual(before);
  });

  it('is refused above 2 MB before it is looked at', async () => {
    const { status, body } = await anna.changeLogo(Buffer.alloc(2 * 1024 * 1024 + 1));
    expect(status).toBe(413);
    expect(body.error.code).toBe('too_large');
  });
});
