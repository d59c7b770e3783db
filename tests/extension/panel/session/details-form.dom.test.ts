import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ApiError } from '../../../../common/client/api-error.ts';
import {
  DetailsForm,
  SAVE_AFTER_MS,
  type Draft,
} from '../../../../extension/panel/session/details-form.svelte.ts';
import type { CustomField } from '../../../../common/contract/settings.ts';
import { refusal } from '../../../support/panel/fake-server.ts';

const nothing = { name: '', phone: '', email: '', ticketId: '', custom: {} };
const outage = () => new ApiError('unreachable', { language: 'en' });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const field = (id: string): CustomField => ({ id, names: { en: id, fr: id } });

function form(
  options: {
    draft?: Draft;
    save?: (draft: Draft) => Promise<unknown>;
    customFields?: () => CustomField[];
  } = {},
) {
  const saved: Draft[] = [];
  const kept: (Draft | null)[] = [];
  const made = new DetailsForm({
    customFields: options.customFields ?? (() => null),
    details: nothing,
    draft: options.draft ?? {},
    save: async (draft) => {
      await options.save?.(draft);
      saved.push(draft);
    },
    keep: (draft) => kept.push(draft),
  });
  return { form: made, saved, kept };
}

describe('the customer’s details', () => {
  test('are saved once the technician stops typing, and only what was typed', async () => {
    const { form: details, saved } = form();
    for (const text of ['M', 'Ma', 'Marie']) details.type('name', text);
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS - 1);
    expect(saved).toEqual([]);
    expect(details.status).toBe('saving');
    await vi.advanceTimersByTimeAsync(1);
    expect(saved).toEqual([{ name: 'Marie' }]);
    expect(details.status).toBe('saved');
  });

  test('that are typed while others are on their way are saved after them', async () => {
    let through = () => {};
    const { form: details, saved } = form({
      save: () => new Promise<void>((resolve) => (through = resolve)),
    });
    details.type('name', 'Marie');
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
    details.type('phone', '06');
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
    expect(details.status).toBe('saving');
    through();
    await vi.advanceTimersByTimeAsync(0);
    through();
    await vi.advanceTimersByTimeAsync(0);
    expect(saved).toEqual([{ name: 'Marie' }, { phone: '06' }]);
    expect(details.status).toBe('saved');
  });

  test('are kept and tried again while the server is out of reach', async () => {
    let down = true;
    const {
      form: details,
      saved,
      kept,
    } = form({
      save: async () => {
        if (down) throw outage();
      },
    });
    details.type('name', 'Marie');
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
    expect(details.status).toBe('trying_again');
    expect(details.values.name).toBe('Marie');
    expect(kept.at(-1)).toEqual({ name: 'Marie' });
    down = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(saved).toEqual([{ name: 'Marie' }]);
    expect(kept.at(-1)).toBeNull();
  });

  test('that an earlier panel did not get through are shown and saved', async () => {
    const { form: details, saved } = form({ draft: { ticketId: 'T-1' } });
    expect(details.values.ticketId).toBe('T-1');
    await vi.advanceTimersByTimeAsync(0);
    expect(saved).toEqual([{ ticketId: 'T-1' }]);
  });

  test('that are refused are said at their field, and stay typed', async () => {
    const { form: details } = form({
      save: async () => {
        throw refusal('invalid_input', { field: 'phone' });
      },
    });
    details.type('phone', '06');
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
    expect(details.status).toBe('refused');
    expect(details.error).toMatchObject({ field: 'phone' });
    expect(details.values.phone).toBe('06');
    details.type('phone', '07');
    expect(details.error).toBeNull();
  });

  test('are saved before the start, however fast it follows', async () => {
    const { form: details, saved } = form();
    details.type('name', 'Marie');
    await details.flush();
    expect(saved).toEqual([{ name: 'Marie' }]);
  });
});

describe('the company’s own fields', () => {
  test('are saved as the others are, all that there are at once', async () => {
    const fields = [field('serial'), field('site')];
    const { form: details, saved } = form({ customFields: () => fields });
    details.typeCustom('serial', 'ZX-81');
    details.type('name', 'Marie');
    await details.flush();
    details.typeCustom('site', 'Roof');
    await details.flush();
    expect(saved).toEqual([
      { custom: { serial: 'ZX-81' }, name: 'Marie' },
      { custom: { serial: 'ZX-81', site: 'Roof' } },
    ]);
  });

  test('that were taken away meanwhile are not sent, and hold up nothing', async () => {
    let fields = [field('serial'), field('site')];
    const { form: details, saved } = form({ customFields: () => fields });
    details.typeCustom('serial', 'ZX-81');
    details.typeCustom('site', 'Roof');
    fields = [field('site')];
    await details.flush();
    expect(saved).toEqual([{ custom: { site: 'Roof' } }]);
    expect(details.status).toBe('saved');
  });

  test('that are refused are said at their own field', async () => {
    const { form: details } = form({
      customFields: () => [field('serial')],
      save: async () => {
        throw refusal('invalid_input', { field: 'custom.serial' });
      },
    });
    details.typeCustom('serial', 'ZX-81');
    await details.flush();
    expect(details.error?.field).toBe('custom.serial');
    expect(details.values.custom).toEqual({ serial: 'ZX-81' });
  });

  test('that an earlier panel did not get through are shown and saved', async () => {
    const { form: details, saved } = form({
      draft: { custom: { serial: 'ZX-81' } },
      customFields: () => [field('serial')],
    });
    expect(details.values.custom).toEqual({ serial: 'ZX-81' });
    await vi.advanceTimersByTimeAsync(0);
    expect(saved).toEqual([{ custom: { serial: 'ZX-81' } }]);
  });

  test('that failed with the network are tried again together with what was typed since', async () => {
    let down = true;
    const { form: details, saved } = form({
      customFields: () => [field('serial'), field('site')],
      save: async () => {
        if (down) throw outage();
      },
    });
    details.typeCustom('serial', 'ZX-81');
    await details.flush();
    details.typeCustom('site', 'Roof');
    down = false;
    await details.flush();
    expect(saved).toEqual([{ custom: { serial: 'ZX-81', site: 'Roof' } }]);
  });
});
