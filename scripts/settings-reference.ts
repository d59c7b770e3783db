import { settingsEntries, type SettingName } from '../common/contract/settings.ts';
import { readConfig } from '../server/config.ts';
import type { ConfigKey } from '../server/config/config-key.ts';
import { defaultOf } from '../server/config/config-key.ts';
import { configKeys } from '../server/config/keys.ts';
import { defaultSettings, settingsOver } from '../server/settings/defaults.ts';
import { typed } from './admin/setting-values.ts';
import { spoken } from './admin/spoken.ts';

const names = Object.keys(settingsEntries) as SettingName[];

/** The key of the configuration that says what a setting is until it is changed; empty for none. */
function keyOf(name: SettingName): string {
  const sentence = defaultOf(name, '');
  const found = Object.entries<ConfigKey<unknown>>(configKeys).find(([, { about }]) =>
    about.endsWith(sentence),
  );
  return found ? `\`${found[0]}\`` : '';
}

/** A text in a cell of a table, where a bar would end it. */
const cell = (text: string) => text.replaceAll('|', '\\|');

function row(name: SettingName, standard: string): string {
  const { mayBe, about } = spoken(settingsEntries[name]);
  const cells = [`\`${name}\``, about ?? '', `\`${mayBe}\``, standard, keyOf(name)];
  return `| ${cells.map(cell).join(' | ')} |`;
}

/** The page `docs/settings.md`: every setting, from the schemas that the server enforces. */
export function settingsReferencePage(): string {
  const defaults = settingsOver(defaultSettings(readConfig({})), {});
  return `# Settings

What an administrator decides for the whole company, while the service runs. Open panels follow within
a second or two; each change is noted in the audit log. A setting that was never changed is what its
key of the configuration says, where it has one.

\`\`\`sh
npm run admin -- settings show
npm run admin -- settings set companyName="Acme" pinMinutes=30 ways=link,qr tutorial=no
npm run admin -- settings reset pinMinutes
npm run admin -- settings licence --en licence.en.txt --fr licence.fr.txt
npm run admin -- settings logo set logo.png
\`\`\`

By the API: \`GET\` and \`PATCH /api/settings\`, \`PUT\` and \`DELETE /api/settings/logo\`.

| Setting | What it is | It takes | Default | Key of the default |
|---|---|---|---|---|
${names.map((name) => row(name, typed(name, defaults))).join('\n')}

\`JSON\` stands in quotes on a terminal: \`customFields='[{"id":"floor","names":{"en":"Floor","fr":"Étage"}}]'\`.
Where \`|none\` stands, the API takes \`null\`. The logo is a PNG, JPEG or WebP of up to 2 MB and 5 megapixels, no side longer than 10,000 pixels; 10 kB of it are kept at most.
`;
}
