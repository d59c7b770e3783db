import { isStunUrl, readIceUrl } from '../../../common/contract/ice-url.ts';
import type { IceServer } from '../../../common/contract/views.ts';
import { askStun } from '../../network/turn/client.ts';
import { notTried, warning, well, wrong, type Finding } from '../finding.ts';
import { MOST_URLS, tooMany, whyNot, WITHIN_MS } from './ice-server.ts';

/** Whether a STUN server tells one's address. */
export async function lookAtStun(url: string): Promise<Finding> {
  const server = readIceUrl(url);
  if (server === null)
    return wrong('stun', `${url} is no address of a STUN server.`, 'Correct LENS_STUN_URLS.');
  try {
    await askStun(server, { withinMs: WITHIN_MS });
    return well('stun', `${url} answers.`);
  } catch (error) {
    const [says, todo] = whyNot(error);
    return wrong('stun', `${url} ${says}.`, todo);
  }
}

const stunUrlsOf = (servers: readonly IceServer[]): string[] =>
  servers.flatMap(({ urls }) => urls.filter(isStunUrl));

/** Every STUN server that is set up; without one, whether that matters. */
export async function lookAtEveryStun(
  servers: readonly IceServer[],
  hasRelay: boolean,
): Promise<Finding[]> {
  const urls = stunUrlsOf(servers);
  if (urls.length > 0)
    return [
      ...(await Promise.all(urls.slice(0, MOST_URLS).map(lookAtStun))),
      ...tooMany('stun', urls),
    ];
  return [
    hasRelay
      ? notTried(
          'stun',
          'No STUN server is set up; the relay tells both sides their addresses too.',
        )
      : warning(
          'stun',
          'No STUN server is set up: a direct way is found within one network only.',
          'Run one (coturn is both) and set LENS_STUN_URLS.',
        ),
  ];
}
