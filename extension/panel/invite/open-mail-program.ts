/**
 * Hands a `mailto:` address to the technician's mail program. In a tab of its own, which Chrome
 * closes again: the panel's own document must stay where it is, it holds the session.
 */
export function openMailProgram(mailto: string): void {
  const link = document.createElement('a');
  link.href = mailto;
  link.target = '_blank';
  link.rel = 'noopener';
  link.click();
}
