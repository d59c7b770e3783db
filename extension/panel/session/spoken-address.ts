/** An address short enough to be read out: a browser that is given no scheme tries https by itself. */
export function spokenAddress(url: string): string {
  return url.replace(/^https:\/\//, '').replace(/\/$/, '');
}
