import type { Page } from 'puppeteer';
import type { Technician } from '../browser/technician.ts';
import type { TechnicianAt } from '../play/technician.ts';
import { waitUntil } from '../wait-until.ts';

/** The ways in which the demo can invite its customer. */
export const ways = ['pin', 'sms', 'email', 'link', 'qr'] as const;
export type Way = (typeof ways)[number];

/** What a customer has in hand: digits that were told, or a link to touch. */
export type Invitation = { pin: string } | { link: string };

/** Where the technician sits, and where the customer reads messages. */
export interface Place {
  desk: Technician;
  technician: TechnicianAt;
  phone: Page;
  outboxUrl: string;
}

/** Numbers of this kind are nobody's (nationalnanpa.com: 555-0100 to 555-0199 are for stories). */
const customer = { phone: '(201) 555-0123', email: 'zoe@example.com' };

/** The newest message of the outbox, opened on the phone: the link that stands in it. */
async function linkIn(phone: Page, outboxUrl: string, message: string): Promise<string> {
  let link: string | undefined;
  await waitUntil('the outbox shows the message', async () => {
    await phone.goto(outboxUrl);
    [link] = await phone.$$eval(`article ${message}`, (found) =>
      found.map((each) => (each as HTMLAnchorElement).href),
    );
    return link !== undefined;
  });
  return link ?? '';
}

/** Invites the customer of a session that waits with this PIN, and gives what the customer then has. */
export const inviteBy: Record<Way, (place: Place, pin: string) => Promise<Invitation>> = {
  pin: async (_, pin) => ({ pin }),
  async sms({ technician, phone, outboxUrl }) {
    await technician.sendsSms(customer.phone);
    await technician.reads('invitation_delivered');
    return { link: await linkIn(phone, outboxUrl, 'p.sms a') };
  },
  async email({ technician, phone, outboxUrl }) {
    await technician.sendsEmail(customer.email);
    await technician.reads('invitation_sent');
    await phone.goto(await linkIn(phone, outboxUrl, 'p.email ~ p a'));
    return { link: await phone.$eval('a.button', (button) => (button as HTMLAnchorElement).href) };
  },
  link: async ({ desk, technician }) => ({ link: await technician.copiesLink(desk) }),
  qr: async ({ technician }) => ({ link: await technician.showsQrCode() }),
};
