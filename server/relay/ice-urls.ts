/** Where a STUN or TURN server is, as a host name, an IPv4 address or an IPv6 one in brackets. */
const host = String.raw`(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])`;
const port = String.raw`(?::(\d{1,5}))?`;

/** `stun:` and `stuns:`, as RFC 7064 writes them. */
const stunPattern = new RegExp(`^stuns?:${host}${port}$`);
/** `turn:` and `turns:`, as RFC 7065 writes them. No browser speaks `turns:` over UDP (DTLS). */
const turnPattern = new RegExp(
  String.raw`^(?:turn:${host}${port}(?:\?transport=(?:udp|tcp))?|turns:${host}${port}(?:\?transport=tcp)?)$`,
);

function isUrl(pattern: RegExp, text: string): boolean {
  const found = pattern.exec(text);
  if (!found) return false;
  const given = found.slice(1).find((group) => group !== undefined);
  return given === undefined || (Number(given) > 0 && Number(given) < 65_536);
}

/** Whether a browser takes it for the address of a STUN server (RFC 7064). */
export const isStunUrl = (text: string): boolean => isUrl(stunPattern, text);

/** Whether a browser takes it for the address of a TURN server (RFC 7065). */
export const isTurnUrl = (text: string): boolean => isUrl(turnPattern, text);
