import { allPermissions } from '../../common/contract/permissions.ts';
import type { Settings } from '../../common/contract/settings.ts';
import type { Config } from '../config.ts';

/** How long names, numbers and addresses outlive their session, in hours. */
const RETENTION_HOURS = 24;
/** After how long without input a live session ends, in minutes. */
const IDLE_MINUTES = 60;

/** What each setting is until an administrator changes it: the configuration's word where it has one. */
export function defaultSettings({
  companyName,
  tutorial,
  pinMinutes,
  waitingMinutes,
  inviting,
}: Pick<
  Config,
  'companyName' | 'tutorial' | 'pinMinutes' | 'waitingMinutes' | 'inviting'
>): Settings {
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
    smsCountries: [...inviting.smsCountries],
    invitationsPerHour: inviting.perTechnician,
    invitationsPerDestination: inviting.perDestination,
    retentionHours: RETENTION_HOURS,
  };
}
