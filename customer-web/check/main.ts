import { mount } from 'svelte';
import { createApi } from '../../common/client/api.ts';
import { checkWords } from '../../common/i18n/check/words.ts';
import { chooseLanguage } from '../../common/i18n/translate.ts';
import '../../common/ui/tokens.css';
import { PageWords } from '../../common/ui/words.svelte.ts';
import Shown from './Shown.svelte';
import { Check } from './check.svelte.ts';
import { checkCamera } from './checks/camera.ts';
import { checkStun, checkTurn } from './checks/ice.ts';
import { checkSocket } from './checks/socket.ts';
import { takeCode } from './code.ts';

// Before anything else: nothing may come to know of it by the address.
const code = takeCode(window);
const words = new PageWords(checkWords, chooseLanguage(navigator.languages));
const language = () => words.language;
// Insecure pages and many apps' own browsers have neither.
const { mediaDevices, permissions } = navigator;
const check = new Check({
  code,
  language,
  api: createApi({ baseUrl: location.origin, language, token: () => null }),
  checks: {
    camera: (show) => checkCamera({ mediaDevices, permissions, isSecureContext }, show),
    socket: () => checkSocket(location.origin),
    stun: checkStun,
    turn: checkTurn,
  },
});
void check.meetsCompany();
mount(Shown, { target: document.querySelector('#page')!, props: { check, words } });
