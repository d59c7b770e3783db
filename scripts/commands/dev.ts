import { createServer } from 'vite';
import { runNode } from '../child.ts';
import { root } from '../root.ts';

/** The customer's page in development; its own port, with the API passed on to the server. */
const customerUrl = 'http://localhost:5173';

/** `npm run dev`: both pages with hot reload, and the server started anew at every change. */
export async function run(): Promise<number> {
  const pages = await Promise.all(
    ['extension', 'customer-web'].map((page) =>
      createServer({ configFile: `${root}${page}/vite.config.ts`, clearScreen: false }),
    ),
  );
  try {
    for (const page of pages) await page.listen();
    console.log(
      [
        `Customer's page: ${customerUrl}`,
        'Extension:       load dist-dev/extension at chrome://extensions (never give it away:',
        '                 a development build opens its files to every web page)',
        'Server:          http://localhost:8080, started anew when its files change',
        '',
      ].join('\n'),
    );
    return await runNode(['node_modules/tsx/dist/cli.mjs', 'watch', 'server/main.ts'], {
      env: { LENS_PUBLIC_URL: customerUrl, ...process.env },
    });
  } finally {
    await Promise.all(pages.map((page) => page.close()));
  }
}
