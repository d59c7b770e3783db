import { readFileSync } from 'node:fs';
import type { Language } from '../../../common/contract/views.ts';

/** What the pages are written on, in the light and in the dark, as `plain.css` has it. */
export const grounds = ['#ffffff', '#14181d'] as const;

const read = (file: URL) => readFileSync(file, 'utf8');

/** The style of one of the server's own pages: what all of them share, then the page's file. */
export function plainStyle(file: URL): string {
  return `${read(new URL('plain.css', import.meta.url))}\n${read(file)}`;
}

/** What one of the server's own pages is made of; all but `language` and `style` is HTML already. */
interface PlainPage {
  language: Language;
  title: string;
  /** The path of its style. */
  style: string;
  /** What else stands in its head. */
  head?: string;
  main: string;
}

/** One of the server's own pages as a document, without any code or style inline. */
export function plainHtml({ language, title, style, head, main }: PlainPage): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="${style}">${head === undefined ? '' : `\n${head}`}
</head>
<body>
<main>
${main}
</main>
</body>
</html>
`;
}
