import { allPermissions } from '../../common/contract/permissions.ts';
import type { Settings } from '../../common/contract/settings.ts';
import type { Config } from '../config.ts';

/** How long names, numbers and addresses outlive their session, in hours. */
const RETENTION_HOURS = 24;
/** After how long without input a live session ends, in minutes. */
const IDLE_MINUTES = 60;

/** What each setting is until it is changed. Without countries for SMS it is the default country alone. */
export type Defaults = Omit<Settings, 'smsCountries'> & { smsCountries: string[] | null };

/** The defaults: the configuration's word where it has one. */
export function defaultSettings({
  companyName,
  tutorial,
  pinMinutes,
  waitingMinutes,
  inviting,
}: Pick<
  Config,
  'companyName' | 'tutorial' | 'pinMinutes' | 'waitingMinutes' | 'inviting'
>): Defaults {
  const { sms, email, ownMail, link, qr } = allPermissions;
  return {
    companyName,
    accentColour: null,
    licence: null,
    tutorial,
    ways: { sms, email, ownMail, link, qr },
    pinMinutes,
    waitingMinutes,
    idleMinutes: IDLE_MINUTES,
    customFields: [],
    defaultLanguage: inviting.defaultLanguage,
    defaultCountry: inviting.defaultCountry,
    smsCountries: inviting.smsCountries && [...inviting.smsCountries],
    invitationsPerHour: inviting.perTechnician,
    invitationsPerDestination: inviting.perDestination,
    retentionHours: RETENTION_HOURS,
  };
}

/** The settings as they hold: what was changed over the defaults. */
export function settingsOver(defaults: Defaults, changed: Partial<Settings>): Settings {
  const settings = { ...defaults, ...changed };
  return { ...settings, smsCountries: settings.smsCountries ?? [settings.defaultCountry] };
}
