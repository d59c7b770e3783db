import type { Page } from 'puppeteer';
import { launchCustomer } from '../../scripts/browser/customer.ts';
import { startLens } from '../../scripts/browser/lens.ts';
import { launchTechnician } from '../../scripts/browser/technician.ts';
import type { Lab } from '../../scripts/network/lab/lab.ts';
import { clear } from '../../scripts/network/conditions.ts';
import { customerAt, type CustomerAt } from '../../scripts/play/customer.ts';
import { technicianAt, type TechnicianAt } from '../../scripts/play/technician.ts';
import { extensionFolder } from '../../scripts/root.ts';
import { startFloor } from '../floors/start.ts';

/** A technician and a customer in a lab, each in one browser, with Lens and with a plain call between them. */
export interface TwoPeople {
  technician: TechnicianAt;
  customer: CustomerAt;
  /** The two pages of the plain call, in tabs of the same browsers: the technician's is seen beside the panel. */
  plain: { technician: Page; customer: Page };
  /** Brings a new session as far as Start can be pressed; the links are clear meanwhile. */
  connects(): Promise<void>;
  /** Ends the plain call: what encodes a picture takes of the processor. */
  hangsUpPlain(): Promise<void>;
  /** Ends the session that is on. */
  ends(): Promise<void>;
  close(): Promise<void>;
}

/** What else the two are given. */
export interface TwoPeopleSettings {
  environment?: Record<string, string>;
  /** A film (.mjpeg, .y4m) for the customer's camera, in place of its test card. */
  film?: string;
}

/** Opens Lens, both browsers and the floor in a lab. Whoever opens them closes them in a `finally`. */
export async function openTwoPeople(
  lab: Lab,
  { environment = {}, film }: TwoPeopleSettings = {},
): Promise<TwoPeople> {
  const closing: (() => Promise<unknown>)[] = [];
  async function close(): Promise<void> {
    while (closing.length > 0) await closing.pop()?.();
  }
  try {
    const lens = await startLens({ LENS_HOST: '0.0.0.0', ...environment }, lab.server);
    closing.push(() => lens.close());
    const floor = await startFloor('plain-call', { within: lab.server.within });
    closing.push(() => floor.stop());
    const desk = await launchTechnician({
      extension: extensionFolder,
      microphone: 'asks',
      place: lab.technician.browser,
    });
    closing.push(() => desk.close());
    const phone = await launchCustomer({
      url: lens.url,
      place: lab.customer.browser,
      ...(film !== undefined && { film }),
    });
    closing.push(() => phone.close());

    const opensPlain = async (page: Page, side: keyof TwoPeople['plain']) => {
      await page.goto(`http://localhost:${floor.port}/?side=${side}`);
      await page.waitForSelector('body.ready');
      return page;
    };
    const [deskPage] = await desk.browser.pages();
    const plain = {
      customer: await opensPlain(await phone.browser.newPage(), 'customer'),
      technician: await opensPlain(deskPage!, 'technician'),
    };
    const panel = await desk.openPanel();
    await desk.answersMicrophone('granted');
    const technician = technicianAt(panel, 'en');
    await technician.signIn({ server: lens.url, ...lens.administrator });
    const customer = customerAt(phone.page, 'en');
    return {
      technician,
      customer,
      plain,
      async connects() {
        for (const { link } of [lab.customer, lab.technician]) link.become(clear);
        await customer.page.bringToFront();
        // Somebody else each time, who has not seen the tutorial yet.
        await customer.page.evaluate(() => localStorage.clear());
        await customer.opens(lens.url);
        await customer.connects(await technician.opensSession());
        await technician.reads('connected');
      },
      async hangsUpPlain() {
        await Promise.all([
          opensPlain(plain.customer, 'customer'),
          opensPlain(plain.technician, 'technician'),
        ]);
      },
      async ends() {
        for (const { link } of [lab.customer, lab.technician]) link.become(clear);
        await technician.endsSession();
        await technician.reads('start_new');
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
