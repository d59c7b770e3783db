import * as v from 'valibot';
import { ServerInfo } from '../../../common/contract/views.ts';
import { well, wrong, warning, type Finding } from '../finding.ts';
import { answerOf, type RawAnswer, type ShownCertificate } from './answer-of.ts';

/** How long a server may take to say what it is, in ms. */
const WITHIN_MS = 10_000;

/** What stands at an address. */
export interface Reached {
  finding: Finding;
  /** What Lens says of itself; null where it is not Lens, or nobody. */
  info: ServerInfo | null;
  certificate: ShownCertificate | null;
}

/** Node's names for why no connection came about, with what to do. */
const unreachable: Record<string, readonly [says: string, todo: string]> = {
  ENOTFOUND: [
    'has no address in the DNS',
    'Add an A or AAAA record for it, and wait until it is known.',
  ],
  EAI_AGAIN: [
    'could not be looked up: no DNS server answers',
    "Check this machine's own network and its DNS.",
  ],
  ECONNREFUSED: [
    'refuses connections: nothing listens there',
    'Start the server, and the proxy in front of it; check the port.',
  ],
  ECONNRESET: [
    'broke the connection off',
    'Check that the port speaks what the address says: https for https://, http for http://.',
  ],
  EPROTO: ['does not speak TLS', 'Check that the port is the one of https.'],
};
const silent = [
  'does not answer',
  'Check that it runs, and that a firewall lets its port in.',
] as const;

const wordsFor = (error: unknown) =>
  unreachable[String((error as NodeJS.ErrnoException).code)] ?? silent;

function infoOf({ status, text }: RawAnswer): ServerInfo | null {
  if (status !== 200) return null;
  const found = v.safeParse(v.pipe(v.string(), v.parseJson(), ServerInfo), text);
  return found.success && URL.canParse(found.output.customerUrl) ? found.output : null;
}

function notLens(url: string, { status, location }: RawAnswer): Finding {
  if (status >= 300 && status < 400)
    return wrong(
      'address',
      `${url} leads elsewhere (${location ?? 'nowhere'}).`,
      'Give the address that it leads to, here and as LENS_PUBLIC_URL.',
    );
  if (status >= 502 && status <= 504)
    return wrong(
      'address',
      `${url} is answered by a proxy that does not reach Lens (HTTP ${status}).`,
      'Start the server, and check where the proxy passes requests on to.',
    );
  return wrong(
    'address',
    `Something that is not Lens answers at ${url} (HTTP ${status}).`,
    'Check the address, and that the proxy passes all paths on to Lens.',
  );
}

/** Whether Lens answers at an address, as anybody would reach it. */
export async function lookAtAddress(url: string): Promise<Reached> {
  let answer: RawAnswer;
  try {
    answer = await answerOf(new URL('/api/info', url), WITHIN_MS);
  } catch (error) {
    const [says, todo] = wordsFor(error);
    return {
      finding: wrong('address', `${url} ${says}.`, todo),
      info: null,
      certificate: null,
    };
  }
  const { certificate } = answer;
  const info = infoOf(answer);
  if (info === null) return { finding: notLens(url, answer), info, certificate };
  const { version, customerUrl } = info;
  const finding =
    new URL(customerUrl).origin === new URL(url).origin
      ? well('address', `${url} answers: Lens ${version}.`)
      : warning(
          'address',
          `${url} answers, and sends customers to ${customerUrl}.`,
          'If customers cannot go there, set LENS_PUBLIC_URL to the address they use.',
        );
  return { finding, info, certificate };
}

/** Whether the page that customers open was built and is served. */
export async function lookAtPage(url: string): Promise<Finding> {
  const found = await answerOf(new URL('/', url), WITHIN_MS).catch(() => null);
  if (found?.status === 200 && found.text.includes('id="page"'))
    return well('page', "The customer's page is served.");
  return wrong(
    'page',
    `The customer's page is not there (${found === null ? 'no answer' : `HTTP ${found.status}`}).`,
    'Build it (npm run build, or npm start, which does) and start the server again.',
  );
}
