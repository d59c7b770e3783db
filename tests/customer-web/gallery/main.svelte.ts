import { mount, tick } from 'svelte';
import type { Language } from '../../../common/contract/views.ts';
import '../../../common/ui/tokens.css';
import { allSnapshots, companies } from '../../../customer-web/snapshots.ts';
import { checkSnapshots } from '../../../customer-web/check/snapshots.ts';
import type { Company } from '../../../customer-web/company.ts';
import Either from './Either.svelte';
import type { Shown } from './shown.ts';
import { scene } from './scene.ts';

/** What a test may ask of the gallery. */
export interface Gallery {
  names: string[];
  companies: (keyof typeof companies)[];
  /** Shows a screen, of the usual company unless told. */
  show(name: string, language: Language, company?: keyof typeof companies): Promise<void>;
}

const picture = scene();
const screens = { en: allSnapshots(picture, 'en'), fr: allSnapshots(picture, 'fr') };
const checks = { en: checkSnapshots(picture, 'en'), fr: checkSnapshots(picture, 'fr') };
const props = $state({
  shown: { screen: screens.en['tutorial-point']! } as Shown,
  language: 'en' as Language,
  company: companies.usual as Company,
});
const either = mount(Either, { target: document.querySelector('#page')!, props });

const gallery: Gallery = {
  names: [...Object.keys(screens.en), ...Object.keys(checks.en)],
  companies: Object.keys(companies) as (keyof typeof companies)[],
  async show(name, language, company = 'usual') {
    props.company = companies[company];
    props.language = language;
    // Through another screen, so that nothing typed or focused is left of the last one.
    props.shown = { screen: { step: 'opening' } };
    await tick();
    const [screen, check] = [screens[language][name], checks[language][name]];
    if (check) props.shown = { check };
    else if (screen) props.shown = { screen };
    await tick();
    // Some screens are fetched when they are first shown: until then that of opening is still there.
    while (screen && document.querySelector('h1')?.textContent !== either.heading())
      await new Promise(requestAnimationFrame);
    await Promise.all([...document.fonts].map((font) => font.loaded));
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  },
};
Object.assign(window, { gallery });
