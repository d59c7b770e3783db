import { describe, expect, test } from 'vitest';
import { phoneChecks, phoneReasons } from '../../../common/contract/doctor.ts';
import { phoneSays, phoneTodo } from '../../../scripts/doctor/phone.ts';

describe.each(phoneChecks)('what a phone found of %s', (check) => {
  test.each(phoneReasons)('is said with what to do where it is wrong: %s', (reason) => {
    const finding = { check, reason, ms: 120 };
    expect(phoneSays({ ...finding, state: 'wrong' })).toMatch(/^(The|STUN) .+\.$/);
    expect(phoneTodo({ ...finding, state: 'wrong' })).toMatch(/^[A-Z].+\.$/);
    expect(phoneTodo({ ...finding, state: 'not_tried' })).toBeNull();
  });

  test('is said with how long it took where it works', () => {
    const well = { check, state: 'well', reason: null, ms: 1_240 } as const;
    expect(phoneSays(well)).toContain('works (1.2 s).');
    expect(phoneTodo(well)).toBeNull();
  });
});
