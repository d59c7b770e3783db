import * as v from 'valibot';
import { afterEach, expect, test } from 'vitest';
import { SessionDetails } from '../../../../common/contract/views.ts';
import { drawn } from '../../../support/panel/drawn.ts';
import { openPanel } from '../../../support/panel/open-panel.ts';
import { panelSettings, sessionId, waiting } from '../../../support/panel/views.ts';

let close = () => {};
afterEach(() => close());

/** Whether the contract takes one thing of the details. */
const fits = (name: string, value: unknown) => {
  const empty = { name: '', phone: '', email: '', ticketId: '', custom: {} };
  return v.is(SessionDetails, { ...empty, [name]: value });
};

test('each line of the customer takes what can be saved, and no character more', async () => {
  const { panel, server } = await openPanel();
  const serial = { id: 'serial', names: { en: 'Serial number', fr: 'Numéro de série' } };
  server.tell(
    { id: sessionId, revision: 1, state: 'waiting' },
    { settings: panelSettings({ customFields: [serial] }) },
  );
  server.links[0]!.become(waiting());
  const view = await drawn(panel);
  close = view.close;
  const longest = (label: string) => {
    const field = view.field(label);
    if (!field) throw new Error(`there is no field "${label}"`);
    return field.maxLength;
  };
  for (const [label, name] of [
    ['NAME', 'name'],
    ['PHONE', 'phone'],
    ['TICKET ID', 'ticketId'],
  ] as const) {
    expect(fits(name, 'x'.repeat(longest(label))), label).toBe(true);
    expect(fits(name, 'x'.repeat(longest(label) + 1)), label).toBe(false);
  }
  const custom = (length: number) => fits('custom', { serial: 'x'.repeat(length) });
  expect(custom(longest('Serial number'))).toBe(true);
  expect(custom(longest('Serial number') + 1)).toBe(false);
});
