import { Panel } from '../../../extension/panel/panel.svelte.ts';
import { fakeOutside, type FakeOutside, type FakeOutsideOptions } from './fake-outside.ts';

/** Lets everything that waits only for a promise come to pass. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

/** Opens a panel whose outside is in the test's hand, and waits until it knows where it stands. */
export async function openPanel(
  options: FakeOutsideOptions = {},
  prepare: (given: FakeOutside) => void = () => {},
) {
  const given = await fakeOutside(options);
  prepare(given);
  const panel = new Panel(given.outside);
  await settle();
  return { ...given, panel };
}
