import { mkdir } from 'node:fs/promises';
import type { Page } from 'puppeteer';
import { onTestFinished } from 'vitest';
import type { Language } from '../../../common/contract/views.ts';
import type { PanelKey } from '../../../common/i18n/panel/words.ts';
import { launchCustomer, type CustomerSettings } from '../../../scripts/browser/customer.ts';
import { startLens, type Lens } from '../../../scripts/browser/lens.ts';
import {
  launchTechnician,
  type Technician,
  type TechnicianSettings,
} from '../../../scripts/browser/technician.ts';
import { customerAt, type CustomerAt } from '../../../scripts/play/customer.ts';
import type { Lab } from '../../../scripts/network/lab/lab.ts';
import { technicianAt, type TechnicianAt } from '../../../scripts/play/technician.ts';
import { extensionFolder, root } from '../../../scripts/root.ts';

/** A technician whose panel is open, with the browser it is in. */
export type AtDesk = TechnicianAt & { desk: Technician };

/** One server and the people of one test. All of it is closed when the test is over. */
export interface Scene {
  lens: Lens;
  /** A technician at a desk, signed in. */
  technicianSignsIn(settings?: Partial<TechnicianSettings>, lands?: PanelKey): Promise<AtDesk>;
  /** A customer who has opened the page. */
  customerOpens(settings?: Partial<CustomerSettings>): Promise<CustomerAt>;
  /** The panel again, after it was closed, or once more in another window. */
  reopens(desk: AtDesk, where?: 'first window' | 'new window'): Promise<AtDesk>;
}

const locale: Record<Language, string> = { en: 'en-US', fr: 'fr-FR' };

/**
 * Sets up a server for the test that runs; what the pages showed is kept where it fails. In a `lab`,
 * each of the three is in its own network.
 */
export async function setScene(
  language: Language,
  environment: Record<string, string> = {},
  lab?: Lab,
): Promise<Scene> {
  const closing: (() => Promise<unknown>)[] = [];
  const pages: Page[] = [];
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') await keepPictures(task.name, pages);
    while (closing.length > 0) await closing.pop()?.();
  });

  const lens = lab
    ? await startLens({ LENS_HOST: '0.0.0.0', ...environment }, lab.server)
    : await startLens(environment);
  closing.push(() => lens.close());

  async function open(desk: Technician, where?: 'first window' | 'new window'): Promise<AtDesk> {
    const panel = await desk.openPanel(where);
    pages.push(panel);
    return { ...technicianAt(panel, language), desk };
  }

  return {
    lens,
    async technicianSignsIn(settings = {}, lands) {
      const desk = await launchTechnician({
        extension: extensionFolder,
        language: locale[language],
        place: lab?.technician.browser,
        ...settings,
      });
      closing.push(() => desk.close());
      const technician = await open(desk);
      await technician.signIn({ server: lens.url, ...lens.administrator }, lands);
      return technician;
    },
    async customerOpens(settings = {}) {
      const customer = await launchCustomer({
        url: lens.url,
        language: locale[language],
        place: lab?.customer.browser,
        ...settings,
      });
      closing.push(() => customer.close());
      pages.push(customer.page);
      return customerAt(customer.page, language);
    },
    reopens: ({ desk }, where) => open(desk, where),
  };
}

/** What stood on each page when a test failed, under artifacts/failed. */
async function keepPictures(test: string, pages: Page[]): Promise<void> {
  const folder = `${root}artifacts/failed`;
  await mkdir(folder, { recursive: true });
  const name = test.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80);
  await Promise.allSettled(
    pages.map((page, index) => page.screenshot({ path: `${folder}/${name}-${index}.png` })),
  );
}
