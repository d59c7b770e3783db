import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { PeerCertificate, TLSSocket } from 'node:tls';

/** The certificate that a server showed, and Node's name for what is wrong with it; null where nothing is. */
export interface ShownCertificate {
  fault: string | null;
  issuer: string;
  names: string;
  /** When it ends, in ms since 1970. */
  ends: number;
}

/** An answer of a server, whatever it is. */
export interface RawAnswer {
  status: number;
  location: string | null;
  /** The first of its bytes, as text. */
  text: string;
  /** Null over http. */
  certificate: ShownCertificate | null;
}

/** No answer of ours is longer, in bytes. */
const LONGEST = 100_000;

const first = (value: string | string[] | undefined) =>
  (Array.isArray(value) ? value[0] : value) ?? '';

function certificateOf(socket: TLSSocket): ShownCertificate {
  const shown: Partial<PeerCertificate> = socket.getPeerCertificate();
  const fault = socket.authorizationError as Error | string | null | undefined;
  const { issuer } = shown;
  return {
    fault: socket.authorized ? null : fault instanceof Error ? fault.message : String(fault),
    issuer: first(issuer?.O) || first(issuer?.CN),
    names: (shown.subjectaltname ?? first(shown.subject?.CN)).replaceAll('DNS:', ''),
    ends: Date.parse(shown.valid_to ?? ''),
  };
}

/**
 * Asks for a page by GET, with nothing that is secret: the certificate is looked at, not insisted on.
 * Rejects where no answer comes within `withinMs`. Redirects are answers.
 */
export async function answerOf(url: URL, withinMs: number): Promise<RawAnswer> {
  const signal = AbortSignal.timeout(withinMs);
  const secure = url.protocol === 'https:';
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const options = { signal, headers: { accept: 'application/json, text/html' }, agent: false };
    const asked = secure
      ? requestHttps(url, { ...options, agent: false, rejectUnauthorized: false }, resolve)
      : requestHttp(url, { ...options, agent: false }, resolve);
    asked.on('error', reject);
    asked.end();
  });
  const certificate = secure ? certificateOf(response.socket as TLSSocket) : null;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > LONGEST) break;
  }
  response.destroy();
  return {
    status: response.statusCode ?? 0,
    location: response.headers.location ?? null,
    text: Buffer.concat(chunks).toString('utf8').slice(0, LONGEST),
    certificate,
  };
}
