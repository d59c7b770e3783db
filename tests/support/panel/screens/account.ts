import { ApiError } from '../../../../common/client/api-error.ts';
import {
  beginSecondFactor,
  changePassword,
  confirmSecondFactor,
  listSignIns,
  removeSecondFactor,
} from '../../../../common/contract/routes.ts';
import type { Language } from '../../../../common/contract/views.ts';
import type { Panel } from '../../../../extension/panel/panel.svelte.ts';
import type { FakeOutside } from '../fake-outside.ts';
import { refusal } from '../fake-server.ts';
import type { AccountSnapshot, Refused } from '../snapshots.ts';
import { anna } from '../views.ts';

const key = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const url = `otpauth://totp/Heating%20Roy:anna%40lens.test?issuer=Heating%20Roy&secret=${key}&algorithm=SHA1&digits=6&period=30`;
const recoveryCodes = [
  ...['k7mw-2xqa-h9fd-4trp', 'v3ne-8zuc-6gby-m2kj', 'q4ph-w9sd-3xta-7nfe', 'b8rm-5kvy-zc2g-u6hw'],
  ...['d2xf-n7qt-9jwa-4pke', 'h6zs-3mbu-v8cr-y5gd', 'w9tk-4eqn-2fxp-7ahm', 'g5yv-c8jd-6rzb-3uns'],
  ...['p3wa-7hkm-x4ft-9qze', 'u8cn-2gys-d6vb-5jrk'],
];

/** A refusal of a snapshot, in the panel's language. */
export function refusedAs(refused: Refused, language: Language): ApiError {
  if (typeof refused === 'string') return refusal(refused, { language });
  return refusal(refused.code, { language, retryAfterSeconds: refused.retryAfterSeconds });
}
export const unreachable = (language: Language) => new ApiError('unreachable', { language });

/** Opens a page of the account, as far as its snapshot goes. */
export async function openAccount(
  { page, places = [], typed, refused, step, done }: AccountSnapshot,
  { server }: FakeOutside,
  panel: Panel,
  language: Language,
): Promise<void> {
  server.on(listSignIns, () => {
    if (places === 'unreachable') throw unreachable(language);
    return places === null ? new Promise(() => {}) : { items: places };
  });
  server.on(beginSecondFactor, () => ({ key, url }));
  server.on(confirmSecondFactor, () => {
    if (refused) throw refusedAs(refused, language);
    return { recoveryCodes, technician: { ...anna, secondFactor: true } };
  });
  for (const route of [changePassword, removeSecondFactor])
    server.on(route, () => {
      throw refusedAs(refused ?? 'internal', language);
    });

  const { own } = panel.account!;
  if (done) own.finish(done);
  else own.open(page);
  if (step) {
    own.adding.password = 'right';
    await own.adding.begin();
  }
  if (step === 'recovery_codes') {
    own.adding.code = '123456';
    await own.adding.confirm();
  }
  if (!typed) return;
  if (page === 'password') await Object.assign(own.password, typed).submit();
  else if (page === 'remove_factor') await Object.assign(own.removing, typed).submit();
  else await Object.assign(own.adding, typed).confirm();
}
