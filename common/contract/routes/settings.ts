import { PageQuery, pageOf } from '../administration.ts';
import { LicenceVersion, SettingsChange, SettingsView } from '../settings.ts';
import { image, noParams, nothing, route } from './route.ts';

/** The longest image that is read as a logo, in bytes; what is kept of it is 10 kB at most. */
export const LONGEST_LOGO = 2 * 1024 * 1024;

export const getSettings = route({
  method: 'GET',
  path: '/api/settings',
  caller: 'administrator',
  scope: 'settings:read',
  summary: 'The settings of this company.',
  params: noParams,
  body: nothing,
  answer: SettingsView,
  errors: [],
});

export const changeSettings = route({
  method: 'PATCH',
  path: '/api/settings',
  caller: 'administrator',
  scope: 'settings:write',
  guarded: true,
  longestBody: 256 * 1024,
  summary: 'Changes settings; null sets one back to its default. Open panels follow at once.',
  params: noParams,
  body: SettingsChange,
  answer: SettingsView,
  errors: [],
});

export const changeLogo = route({
  method: 'PUT',
  path: '/api/settings/logo',
  caller: 'administrator',
  scope: 'settings:write',
  guarded: true,
  takesImage: true,
  longestBody: LONGEST_LOGO,
  summary:
    'Sets the logo: a PNG, JPEG or WebP of up to 2 MB and 5 megapixels, kept as 10 kB at most.',
  params: noParams,
  body: image,
  answer: SettingsView,
  errors: ['image_invalid'],
});

export const removeLogo = route({
  method: 'DELETE',
  path: '/api/settings/logo',
  caller: 'administrator',
  scope: 'settings:write',
  guarded: true,
  summary: 'Takes the logo away.',
  params: noParams,
  body: nothing,
  answer: SettingsView,
  errors: [],
});

export const listLicences = route({
  method: 'GET',
  path: '/api/settings/licences',
  caller: 'administrator',
  scope: 'settings:read',
  summary: 'Every version of the licence that was offered, the newest first.',
  params: noParams,
  query: PageQuery,
  body: nothing,
  answer: pageOf(LicenceVersion),
  errors: [],
});
