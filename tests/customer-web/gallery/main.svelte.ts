import { mount, tick } from 'svelte';
import type { Language } from '../../../common/contract/views.ts';
import { customerWords } from '../../../common/i18n/customer/words.ts';
import { PageWords } from '../../../common/ui/words.svelte.ts';
import '../../../common/ui/tokens.css';
import Frame from '../../../customer-web/Frame.svelte';
import { headingOf } from '../../../customer-web/heading.ts';
import type { Act } from '../../../customer-web/screen.ts';
import type { Company } from '../../../customer-web/company.ts';
import { allSnapshots, companies } from '../../../customer-web/snapshots.ts';
import { scene } from './scene.ts';

/** What a test may ask of the gallery. */
export interface Gallery {
  names: string[];
  companies: (keyof typeof companies)[];
  /** Shows a screen, of the usual company unless told. */
  show(name: string, language: Language, company?: keyof typeof companies): Promise<void>;
}

const words = new PageWords(customerWords, 'en');
const picture = scene();
const all = { en: allSnapshots(picture, 'en'), fr: allSnapshots(picture, 'fr') };
// Nothing happens on a touch: a screen is only shown.
const act = new Proxy({} as Act, { get: () => () => {} });
const props = $state({
  screen: all.en['tutorial-point']!,
  say: words.say,
  act,
  language: 'en' as Language,
  company: companies.usual as Company,
  onlanguage: () => {},
});
mount(Frame, { target: document.querySelector('#page')!, props });

const gallery: Gallery = {
  names: Object.keys(all.en),
  companies: Object.keys(companies) as (keyof typeof companies)[],
  async show(name, language, company = 'usual') {
    props.company = companies[company];
    words.language = language;
    props.language = language;
    // Through another screen, so that nothing typed or focused is left of the last one.
    props.screen = { step: 'opening' };
    await tick();
    const screen = all[language][name]!;
    props.screen = screen;
    await tick();
    // Some screens are fetched when they are first shown: until then that of opening is still there.
    const heading = headingOf(screen, words.say);
    while (document.querySelector('h1')?.textContent !== heading)
      await new Promise(requestAnimationFrame);
    await Promise.all([...document.fonts].map((font) => font.loaded));
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  },
};
Object.assign(window, { gallery });
