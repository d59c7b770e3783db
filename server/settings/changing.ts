import type { Audit } from '../audit/audit.ts';
import type { AdministratorCaller, Handlers } from '../http/handler.ts';
import { HttpError } from '../http/http-error.ts';
import { changedBy, mustBeCountries, settingNames } from './change.ts';
import type { CurrentSettings, Kept } from './current.ts';
import { LICENCE_VERSION } from './licence.ts';
import type { Licences } from './licences.ts';
import type { ReadLogo } from './logo-image.ts';
import { logoPath } from './logo.ts';

const nothingKept: Kept = { changed: {}, licenceVersion: LICENCE_VERSION, logo: null };

/** The settings for administrators: as they are, and each change, noted in the audit log. */
export function changingRoutes({
  current,
  licences,
  readLogo,
  audit,
}: {
  current: CurrentSettings;
  licences: Licences;
  readLogo: ReadLogo;
  audit: Audit;
}): Pick<Handlers, 'getSettings' | 'changeSettings' | 'changeLogo' | 'removeLogo'> {
  function view() {
    const { changed } = current.kept() ?? nothingKept;
    return {
      revision: current.revision(),
      settings: current.company(),
      changed: settingNames.filter((name) => name in changed),
      licenceVersion: licences.version(),
      logo: logoPath(current),
    };
  }

  /** What is kept now, if it is what the caller has decided on. Throws `changed_meanwhile`. */
  async function keptAt(revision: number): Promise<Kept> {
    await current.read();
    if (current.revision() !== revision) throw new HttpError('changed_meanwhile');
    const { changed, licenceVersion, logo } = current.kept() ?? nothingKept;
    return { changed, licenceVersion, logo };
  }

  async function setLogo(
    { actor }: AdministratorCaller,
    revision: number,
    kept: Kept,
    logo: Kept['logo'],
  ) {
    await current.write(revision, { ...kept, logo });
    await audit.note({ actor, action: 'logo_changed' });
    return view();
  }

  return {
    async getSettings() {
      await current.read();
      return view();
    },

    async changeSettings({ body, caller, revision }) {
      mustBeCountries(body);
      const kept = await keptAt(revision);
      const { changed, names } = changedBy(kept.changed, body);
      if (names.length === 0) return view();
      // Before another one takes its place, in case whoever brought it in could not keep it any more.
      await licences.keep();
      const licenceVersion = names.includes('licence') ? `c${revision + 1}` : kept.licenceVersion;
      await current.write(revision, { ...kept, changed, licenceVersion });
      await licences.keep();
      await audit.note({ actor: caller.actor, action: 'settings_changed', changed: names });
      return view();
    },

    async changeLogo({ body, caller, revision }) {
      const kept = await keptAt(revision);
      const { type, bytes } = await readLogo(body);
      const base64 = bytes.toString('base64');
      return await setLogo(caller, revision, kept, { version: revision + 1, type, base64 });
    },

    async removeLogo({ caller, revision }) {
      const kept = await keptAt(revision);
      return kept.logo === null ? view() : await setLogo(caller, revision, kept, null);
    },
  };
}
