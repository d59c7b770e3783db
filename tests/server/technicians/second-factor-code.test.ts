import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAudit } from '../../../server/audit/audit.ts';
import { SCHEMA_VERSION } from '../../../server/store/documents.ts';
import { openEmbedded } from '../../../server/store/embedded.ts';
import type { Store } from '../../../server/store/store.ts';
import { createSecondFactorCodes } from '../../../server/technicians/second-factor-code.ts';
import { newKey } from '../../../server/technicians/second-factor-key.ts';
import { testClock } from '../../support/clock.ts';
import { technicianDocument } from '../../support/documents.ts';
import { codeOf } from '../../support/signing-in.ts';

describe('the codes of a second factor', () => {
  const clock = testClock();
  const anna = technicianDocument();
  let store: Store;
  let key: string;
  let codes: ReturnType<typeof createSecondFactorCodes>;
  beforeEach(async () => {
    store = await openEmbedded({ inMemory: true }, clock);
    codes = createSecondFactorCodes({ store, clock, audit: createAudit({ store, clock }) });
    key = newKey();
    await store.credentials.putUnconfirmed({
      _id: `second_factor:${anna._id}`,
      schema: SCHEMA_VERSION,
      technicianId: anna._id,
      kind: 'second_factor',
      revision: 0,
      key,
      confirmedAt: null,
      usedStep: 0,
      recoveryHashes: [],
    });
  });
  afterEach(() => store.close());

  const wrong = { code: 'second_factor_wrong' };
  const code = (secondsOff = 0) => codeOf({ clock }, key, secondsOff);

  it('are good for nothing before it holds', async () => {
    await expect(codes.take(anna, code(), null)).rejects.toMatchObject(wrong);
  });

  it('make it hold once: whoever was second has not replaced the recovery codes', async () => {
    const told = await codes.confirm(anna, code(), 'here');
    await expect(codes.confirm(anna, code(30), 'here')).rejects.toMatchObject(wrong);
    await codes.take(anna, told[0]!, null);
  });

  it('are all taken that are good, however many come at the same moment', async () => {
    const told = await codes.confirm(anna, code(), 'here');
    await Promise.all(told.slice(0, 4).map((each) => codes.take(anna, each, null)));
    const left = (await store.credentials.secondFactor(anna._id))!.recoveryHashes;
    expect(left).toHaveLength(6);
  });
});
