import { defineManifest } from '@crxjs/vite-plugin';
import packageJson from './package.json' with { type: 'json' };

/**
 * The public half of the key that fixes the extension's id (ogibiibncdafihfonefcaddhckdfdodi), so
 * that a server can name it in its CORS. It is no secret; a store gives its own and wants none.
 */
const key =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAlc7jABOAhQjKsIHurg+BHeLr/YW+Sdl5aEJ0DdGR+YdV/luU' +
  'XYrto1cJYiAgWWl973+KbdQvuNMSBFYTIMdni4JL0phNzqmTByr79mQ0azHM5OLeM5n6Df0yQTzSXKl5zD+0ylJO/t8r' +
  '1LQUMYddq3rxFngfjdP8QW9iG7XdcRYdz46qNCYjxxb76xBzbV7pYojHeQgywyRHAHw1braCXgOKK4g/LhsajZxNIgL1' +
  'c4YIKvJJQqmUYAGJZP9VxdN7S/5vPZ6b7SF/HfpcGjK2vsgsLWSbxREKy5mellbIkdNoF7f2A4rrGgq7Z9Y6YTjy/EBD' +
  'w7PVKhMctccQ4our6wIDAQAB';

/** A server is at http://localhost or at a trusted https address; nothing else is ever asked. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob: mediastream:",
  'connect-src http://localhost:* ws://localhost:* https: wss:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The extension's manifest. Three permissions and not one host: a server is reached by CORS. */
export default defineManifest(({ command }) => ({
  manifest_version: 3,
  name: 'Lens',
  description: '__MSG_description__',
  default_locale: 'en',
  version: packageJson.version,
  key,
  minimum_chrome_version: '116',
  icons: Object.fromEntries([16, 32, 48, 128].map((size) => [size, `icons/${size}.png`])),
  action: { default_title: '__MSG_open__' },
  side_panel: { default_path: 'extension/panel/index.html' },
  background: { service_worker: 'extension/background/service-worker.ts', type: 'module' },
  permissions: ['sidePanel', 'storage', 'notifications'],
  // Hot reload fetches scripts from Vite's own server, which the shipped policy would refuse.
  ...(command === 'build' && {
    content_security_policy: { extension_pages: contentSecurityPolicy },
  }),
}));
