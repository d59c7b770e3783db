import { accentTokens } from '../colour/accent.ts';

/**
 * Draws the page in a company's colour, and anew when the system turns dark or light; returns the way
 * back. Through the object model: a page's policy may allow no style attribute in its text.
 */
export function paintAccent(page: Window, colour: string): () => void {
  const root = page.document.documentElement;
  const dark = page.matchMedia('(prefers-color-scheme: dark)');
  let painted: string[] = [];
  const paint = () => {
    const ground = page.getComputedStyle(root).getPropertyValue('--raised').trim();
    const tokens = accentTokens(colour, ground);
    for (const [token, value] of Object.entries(tokens)) root.style.setProperty(token, value);
    painted = Object.keys(tokens);
  };
  paint();
  dark.addEventListener('change', paint);
  return () => {
    dark.removeEventListener('change', paint);
    for (const token of painted) root.style.removeProperty(token);
  };
}
