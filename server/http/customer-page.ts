import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { CHECK_PATH } from '../../common/contract/doctor.ts';
import { allowCustomerPage } from './security-headers.ts';
import type { Step } from './state.ts';

/** For how long a file whose name holds its hash may be kept, in seconds: a year, never asked again. */
const IMMUTABLE = 'public, max-age=31536000, immutable';

/** The forms in which a file may lie compressed beside itself, best first. */
const compressions = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

/** The pages by the addresses that people open. */
const documents: Readonly<Record<string, string>> = {
  '/': '/index.html',
  [CHECK_PATH]: `${CHECK_PATH}/index.html`,
};

/** A file of the page in every form that there is of it, by the name of its encoding. */
interface PageFile {
  type: string;
  forms: Map<string, { content: Buffer; etag: string }>;
}

function readFiles(folder: string): Map<string, PageFile> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name));
  const form = (path: string) => {
    const content = readFileSync(path);
    const hash = createHash('sha256').update(content).digest('base64url').slice(0, 22);
    return { content, etag: `"${hash}"` };
  };
  const isForm = (path: string) => compressions.some(([, ending]) => path.endsWith(ending));
  return new Map(
    paths
      .filter((path) => !isForm(path))
      .map((path): [string, PageFile] => {
        const forms = compressions
          .filter(([, ending]) => paths.includes(path + ending))
          .map(([encoding, ending]) => [encoding, form(path + ending)] as const);
        return [
          `/${relative(folder, path).replaceAll(sep, '/')}`,
          { type: extname(path), forms: new Map([...forms, ['identity', form(path)]]) },
        ];
      }),
  );
}

/**
 * Serves the built customer's page at `/` and that of a phone's check at `/check`, compressed ahead of time
 * (.br, .gz beside each file), with their files; null where they were not built. Vite puts what it hashes
 * into `assets/`.
 * All of it is kept in memory, half a megabyte: a page that is built anew meanwhile is served whole
 * after the next start, and a file that cannot be read in a bad moment (sirv) ends no process.
 */
export function serveCustomerPage(folder: string): Step | null {
  if (!existsSync(join(folder, 'index.html'))) return null;
  const files = readFiles(folder);
  return async (context, next) => {
    const path = documents[context.path] ?? context.path;
    const file = files.get(path);
    const isRead = context.method === 'GET' || context.method === 'HEAD';
    if (!file || !isRead) return await next();
    // One by one, in our order: browsers name gzip before brotli and take both as gladly.
    const taken = [...file.forms.keys()].find((each) => context.acceptsEncodings(each));
    const encoding = taken ?? 'identity';
    const { content, etag } = file.forms.get(encoding)!;
    allowCustomerPage(context);
    context.vary('Accept-Encoding');
    context.set('Cache-Control', path.includes('/assets/') ? IMMUTABLE : 'no-cache');
    context.set('ETag', etag);
    context.type = file.type;
    if (encoding !== 'identity') context.set('Content-Encoding', encoding);
    context.status = 200;
    if (context.fresh) context.status = 304;
    else context.body = content;
  };
}
