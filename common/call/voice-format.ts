/**
 * What is asked of whoever sends a voice here, as parameters of Opus (RFC 7587, section 6.1):
 * - `useinbandfec`: each packet also holds a coarse copy of the one before, so that a lost one is heard.
 * - `usedtx=0`: silence is sent too. Without it a microphone that gives nothing and one that nobody
 *   speaks into look the same to the receiver, and the first syllable after a pause suffers.
 * - `stereo=0`: a telephone has one ear; Firefox would otherwise be sent two channels.
 * - `maxaveragebitrate`, in bit/s: RFC 7587, section 3.1.1, names 28 to 40 kbit/s for full-band speech.
 *   Opus has its in-band copy only up to about there.
 */
export const voiceParameters: Readonly<Record<string, string>> = {
  useinbandfec: '1',
  usedtx: '0',
  stereo: '0',
  maxaveragebitrate: '40000',
};

/** The parameters of one format with ours in the place of those of the same name. */
function described(parameters: string): string {
  const named = parameters
    .split(';')
    .map((one) => one.trim().split('=') as [string, string?])
    .filter(([name]) => name !== '');
  const all = { ...Object.fromEntries(named), ...voiceParameters };
  return Object.entries(all)
    .map(([name, value]) => (value === undefined ? name : `${name}=${value}`))
    .join(';');
}

/** One section for sound, lines as they were split at CRLF. */
function inSound(lines: string[]): string[] {
  const opus = lines.flatMap((line) => /^a=rtpmap:(\d+) opus\//i.exec(line)?.[1] ?? []);
  const withParameters = new Set(lines.flatMap((line) => /^a=fmtp:(\d+) /.exec(line)?.[1] ?? []));
  return lines.flatMap((line) => {
    const [, attribute, id = '', rest = ''] = /^a=(rtpmap|fmtp):(\d+) (.*)$/.exec(line) ?? [];
    if (!opus.includes(id)) return line;
    if (attribute === 'fmtp') return `a=fmtp:${id} ${described(rest)}`;
    return withParameters.has(id) ? line : [line, `a=fmtp:${id} ${described('')}`];
  });
}

/**
 * Writes into a session description how the voice is to be sent to whoever it describes. It acts at
 * the other side, so it is in the offer and in the answer.
 */
export function withVoiceFormat(sdp: string): string {
  return sdp
    .split(/(?=^m=)/m)
    .map((section) =>
      section.startsWith('m=audio') ? inSound(section.split('\r\n')).join('\r\n') : section,
    )
    .join('');
}
