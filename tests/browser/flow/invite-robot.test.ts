import { expect, test } from 'vitest';
import { LINK_FRAGMENT } from '../../../common/contract/invitation.ts';
import { joinsByTap, touchesLink } from '../../support/browser/invited.ts';
import { setScene } from '../../support/browser/scene.ts';

/** Opens a link as a mail scanner does: gets the page, and asks where its token leads. */
async function looksInto(link: string): Promise<number[]> {
  const { origin, hash } = new URL(link);
  const page = await fetch(link);
  const found = await fetch(`${origin}/api/links/find`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: hash.slice(LINK_FRAGMENT.length) }),
  });
  await Promise.all([page.text(), found.text()]);
  return [page.status, found.status];
}

test('a link that robots open 50 times, one of them in a browser, still waits for the tap', async () => {
  const scene = await setScene('en');
  const technician = await scene.technicianSignsIn();
  await technician.opensSession();
  const link = await technician.copiesLink(technician.desk);

  for (let opened = 0; opened < 49; opened += 1) expect(await looksInto(link)).toEqual([200, 200]);
  const robot = await scene.customerOpens({ url: link });
  await robot.reads('tutorial_point');
  await robot.page.waitForNetworkIdle();
  await technician.reads('waiting');

  await joinsByTap(technician, await touchesLink(scene, link));
});
