import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import defineLens from '../../manifest.config.ts';
import { configKeys } from '../../server/config/keys.ts';

const manifest = await (defineLens as (env: object) => Promise<chrome.runtime.ManifestV3>)({
  command: 'build',
  mode: 'production',
});

describe("the extension's manifest", () => {
  test('asks for three permissions and for no host', () => {
    expect([...(manifest.permissions ?? [])].sort()).toEqual([
      'notifications',
      'sidePanel',
      'storage',
    ]);
    for (const more of ['host_permissions', 'optional_permissions', 'content_scripts']) {
      expect(manifest).not.toHaveProperty(more);
    }
  });

  test('has the key of the one id that a server lets in by itself', () => {
    // Chrome's id: the first 32 hex digits of the key's SHA-256, written with a to p.
    const hash = createHash('sha256').update(Buffer.from(manifest.key ?? '', 'base64'));
    const id = hash
      .digest('hex')
      .slice(0, 32)
      .replace(/./g, (digit) => String.fromCharCode(97 + parseInt(digit, 16)));
    expect(id).toBe('ogibiibncdafihfonefcaddhckdfdodi');
    expect(configKeys.LENS_EXTENSION_IDS.standard).toBe(id);
  });

  test('lets no script in but its own, and connects to nothing but a safe server', () => {
    const policy = manifest.content_security_policy?.extension_pages ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain('connect-src http://localhost:* ws://localhost:* https: wss:;');
  });
});
