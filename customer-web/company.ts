import type { ServerInfo } from '../common/contract/views.ts';

/** Whom one is visiting: `logo` is a path on this server, `accentColour` is `#rrggbb`; null for none. */
export type Company = Pick<ServerInfo, 'companyName' | 'logo' | 'accentColour'>;

/** Before the server has said it. */
export const nobodyYet: Company = { companyName: '', logo: null, accentColour: null };
