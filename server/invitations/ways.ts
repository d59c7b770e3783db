import type { Permissions, WayToInvite } from '../../common/contract/permissions.ts';
import type { Inviting, PanelSettings } from '../../common/contract/views.ts';
import { HttpError } from '../http/http-error.ts';
import type { Company } from '../settings/company.ts';
import type { Transports } from './transport.ts';

/** Why a way of inviting cannot be used; null where it can. */
type Obstacle = Inviting[WayToInvite]['reason'];

/** The three things that each decide about a way of inviting. */
export interface WaysNeeds {
  transports: Transports;
  company: Company;
}

/**
 * Why a way of inviting cannot be used, the outermost reason first: it is not set up on this server,
 * switched off in the company's settings, or not permitted by the technician's group.
 */
function obstacleTo(
  way: WayToInvite,
  { transports, company }: WaysNeeds,
  may: Permissions,
): Obstacle {
  if ((way === 'sms' || way === 'email') && transports[way] === null) return 'not_set_up';
  if (!company().ways[way]) return 'switched_off';
  return may[way] ? null : 'not_permitted';
}

const refusals = {
  not_set_up: 'way_not_set_up',
  switched_off: 'way_switched_off',
  not_permitted: 'not_permitted',
} as const;

/** Lets a technician invite that way. Throws `way_not_set_up`, `way_switched_off`, `not_permitted`. */
export function mustBeOffered(way: WayToInvite, needs: WaysNeeds, may: Permissions): void {
  const obstacle = obstacleTo(way, needs, may);
  if (obstacle !== null) throw new HttpError(refusals[obstacle]);
}

/** How a technician who may do so much can invite, as the panel must know it. */
export function invitingFor(needs: WaysNeeds, may: Permissions): Inviting {
  const { defaultCountry, defaultLanguage, smsCountries } = needs.company();
  const wayOf = (way: WayToInvite) => {
    const reason = obstacleTo(way, needs, may);
    return { ready: reason === null, reason };
  };
  return {
    sms: wayOf('sms'),
    email: wayOf('email'),
    ownMail: wayOf('ownMail'),
    link: wayOf('link'),
    qr: wayOf('qr'),
    defaultCountry,
    defaultLanguage,
    smsCountries: [...smsCountries],
  };
}

/** What a panel must know of the settings, for a technician who may do so much. */
export function panelSettings(needs: WaysNeeds, may: Permissions): PanelSettings {
  const { companyName, accentColour, customFields, idleMinutes } = needs.company();
  const inviting = invitingFor(needs, may);
  return { companyName, accentColour, inviting, customFields, idleMinutes };
}
