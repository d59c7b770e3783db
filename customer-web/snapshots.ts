import { callCauses } from '../common/call/causes/cause.ts';
import type { Place } from '../common/showing/place.ts';
import { nothingYet, type EncryptionView } from '../common/call/encryption/view.ts';
import { createPaper, type Paper } from '../common/showing/drawing/paper.ts';
import type { BoardId, Shape } from '../common/showing/said.ts';
import type { Still } from '../common/showing/stills/still.ts';
import { clientWords } from '../common/i18n/client/words.ts';
import { errorWords } from '../common/i18n/errors/words.ts';
import type { Language } from '../common/contract/views.ts';
import { nobodyYet, type Company } from './company.ts';
import type { Hold, Screen, ScreenAt, Step } from './screen.ts';
import { browsers } from './browser.ts';
import { refusals } from './screen.ts';
import { ownCauseWords, technicianCauseWords } from './together/cause-words.ts';
import { endReasons } from '../common/contract/session.ts';

/** Each step's screens by name: a new step does not compile until it can be shown. */
type Snapshots = { [S in Step]: Record<string, ScreenAt<S>> };

const address = 'https://help.example.com/';
const longName = 'Maximiliane-Alexandra Wolfeschlegelsteinhausen';
const licences: Record<Language, string> = {
  en: `By using this service you let a technician see your phone's camera and hear you, live.\n\n${'The picture and the voice go from your phone to the technician, encrypted, and are not recorded. '.repeat(12)}\n\nYou can leave at any time.`,
  fr: `En utilisant ce service, vous laissez un technicien voir la caméra de votre téléphone et vous entendre, en direct.\n\n${"L'image et la voix vont de votre téléphone au technicien, chiffrées, et ne sont pas enregistrées. ".repeat(12)}\n\nVous pouvez quitter à tout moment.`,
};

/** As long as an administrator may write one, with numbered lines and words that do not break. */
const longLicence = (language: Language) =>
  [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    .map((number) => `${number}.\n${licences[language]}\nhttps://${'help'.repeat(20)}.example.com/`)
    .join('\n\n')
    .slice(0, 20_000);

const named = <K extends string, V>(keys: readonly K[], make: (key: K) => V) =>
  Object.fromEntries(keys.map((key) => [key, make(key)])) as Record<K, V>;

const camera: ScreenAt<'camera'> = {
  step: 'camera',
  browser: 'chrome_android',
  alone: false,
  again: null,
  asking: false,
};
const refused: ScreenAt<'refused'> = {
  step: 'refused',
  refusal: 'camera',
  browser: 'chrome_android',
  app: null,
  address,
  alone: false,
  asking: false,
};
const pin: ScreenAt<'pin'> = {
  step: 'pin',
  busy: false,
  error: '',
  notice: null,
  extra: null,
  hold: null,
};
const join: ScreenAt<'join'> = {
  step: 'join',
  technician: 'Anna',
  busy: false,
  error: '',
  hold: null,
};
const attempts: Hold = { why: 'attempts', seconds: 521 };
const paused: Hold = { why: 'paused', seconds: 2_700 };
const reading: ScreenAt<'licence'> = {
  step: 'licence',
  text: '',
  failed: false,
  busy: false,
  declining: false,
  error: '',
};

/** Four words, a short and the longest among them. */
const encryption: EncryptionView = { ...nothingYet, words: [116, 151, 65, 254] };

/** What a phone can do at most. */
const everything = { torch: false, zoom: { min: 1, max: 8, step: 0.1, now: 1 }, canTurn: true };

/** A board with an arrow, a number and a stroke on it. */
function marked(board: BoardId): Paper {
  const paper = createPaper();
  const places: Place[] = [
    [2000, 6000],
    [3500, 5200],
    [5000, 6100],
    [6500, 5300],
  ];
  paper.take({ type: 'stroke', board, mark: 1, from: 0, places });
  const shapes: Shape[] = [
    { kind: 'arrow', from: [8000, 2500], to: [5600, 4900] },
    { kind: 'number', at: [300, 4700], number: 1 },
  ];
  for (const [index, shape] of shapes.entries())
    paper.take({ type: 'mark', board, mark: index + 2, shape });
  return paper;
}

/** The live screen with each thing that can be wrong at either side, as far as it is said. */
const causeForms = (live: ScreenAt<'live'>) =>
  Object.fromEntries(
    callCauses.flatMap((cause) => [
      ...(ownCauseWords[cause] ? [[`own_${cause}`, { ...live, cause }] as const] : []),
      ...(technicianCauseWords[cause]
        ? [[`technician_${cause}`, { ...live, technicianCause: cause }] as const]
        : []),
    ]),
  );

/** A still of a box with a light on it. */
function aStill(width = 900, height = 1600): Still {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#b9c0bb"/><rect x="20%" y="40%" width="60%" height="30%" fill="#20242b"/><circle cx="50%" cy="55%" r="40" fill="#5fe08a"/></svg>`;
  const blob = new Blob([drawing], { type: 'image/svg+xml' });
  return { id: 1, how: 'photo', blob, width, height, takenAt: 0 };
}

/**
 * Every screen in each of its forms, empty, busy, refused and too long, from plain data; `picture`
 * stands for the camera, and what the server says is said in `language`.
 */
export function snapshots(picture: MediaStream | null, language: Language): Snapshots {
  const errors = errorWords[language];
  const { unreachable } = clientWords[language];
  const stage = {
    technician: 'Anna',
    technicianPresent: true,
    picture,
    camera: 'live' as const,
    microphone: 'on' as const,
    speak: null,
    allowing: null,
    encryption,
    linkDown: false,
    keptMs: null,
    leaving: false,
  };
  const preview: ScreenAt<'preview'> = { step: 'preview', waitedMs: 12_000, ...stage };
  const live: ScreenAt<'live'> = {
    step: 'live',
    torch: null,
    zoom: null,
    canTurn: false,
    voiceMissing: false,
    connecting: false,
    goesOn: true,
    blocked: false,
    paper: createPaper(),
    still: null,
    taken: null,
    silenced: false,
    cause: null,
    technicianCause: null,
    ...stage,
  };
  return {
    opening: { opening: { step: 'opening' } },
    insecure: { insecure: { step: 'insecure' } },
    in_app: {
      ios: { step: 'in_app', ios: true, address },
      android: {
        step: 'in_app',
        ios: false,
        address: `${address}?from=${'a-long-address/'.repeat(8)}`,
      },
    },
    tutorial: {
      point: { step: 'tutorial', picture: 0 },
      see: { step: 'tutorial', picture: 1 },
      stop: { step: 'tutorial', picture: 2 },
    },
    camera: {
      ...named(browsers, (browser) => ({ ...camera, browser })),
      asking: { ...camera, asking: true },
      alone: { ...camera, alone: true },
      alone_samsung: { ...camera, alone: true, browser: 'samsung' },
      again: { ...camera, again: 'not_shared' },
      again_live: { ...camera, again: 'shared' },
    },
    refused: {
      ...named(refusals, (refusal) => ({ ...refused, refusal })),
      ...named(browsers, (browser) => ({
        ...refused,
        browser,
        app: browser === 'app' ? 'Facebook' : null,
      })),
      trying: { ...refused, asking: true },
    },
    pin: {
      empty: pin,
      busy: { ...pin, busy: true },
      wrong: {
        ...pin,
        error: errors.pin_wrong,
      },
      new_pin: { ...pin, notice: 'new_pin' },
      seat_lost: { ...pin, notice: 'seat_lost' },
      extra: { ...pin, extra: 'asked' },
      extra_busy: { ...pin, extra: 'asked', busy: true },
      extra_wrong: { ...pin, extra: 'wrong' },
      attempts: { ...pin, hold: attempts },
      last_minute: { ...pin, hold: { ...attempts, seconds: 42 } },
      paused: { ...pin, hold: paused },
      extra_paused: { ...pin, extra: 'asked', hold: paused },
    },
    join: {
      ready: join,
      busy: { ...join, busy: true },
      failed: { ...join, error: unreachable },
      attempts: { ...join, hold: attempts },
      long_name: { ...join, technician: longName },
    },
    link_refused: {
      used: { step: 'link_refused', message: errors.invitation_used },
      replaced: { step: 'link_refused', message: errors.invitation_replaced },
      wrong: { step: 'link_refused', message: errors.invitation_wrong },
      ended: { step: 'link_refused', message: errors.session_ended },
      incomplete: { step: 'link_refused', message: '' },
    },
    licence: {
      text: { ...reading, text: licences[language] },
      long: { ...reading, text: longLicence(language) },
      changed: { ...reading, text: licences[language], error: errors.licence_changed },
      loading: { ...reading, text: null },
      failed: { ...reading, text: null, failed: true },
      declining: { ...reading, text: licences[language], declining: true },
      error: {
        ...reading,
        text: licences[language],
        error: unreachable,
      },
    },
    preview: {
      waiting: preview,
      away: { ...preview, technicianPresent: false },
      off: { ...preview, picture: null, camera: 'off' },
      taken: { ...preview, camera: 'taken' },
      speak: { ...preview, microphone: 'none', speak: 'offered' },
      allowing: { ...preview, microphone: 'none', speak: 'refused', allowing: 'chrome_android' },
      leaving: { ...preview, leaving: true },
      words_changed: { ...preview, encryption: { ...encryption, changed: true } },
      long_name: { ...preview, technician: longName, waitedMs: 5_000_000 },
    },
    live: {
      live,
      muted: { ...live, microphone: 'muted' },
      phone: { ...live, microphone: 'phone' },
      all: { ...live, ...everything },
      torch: { ...live, ...everything, torch: true },
      paused: { ...live, ...everything, camera: 'paused' },
      switching: { ...live, ...everything, camera: 'switching', torch: null },
      speak: { ...live, ...everything, microphone: 'phone', speak: 'offered' },
      speak_asking: { ...live, microphone: 'none', speak: 'asking' },
      speak_refused: { ...live, microphone: 'none', speak: 'refused' },
      allowing: { ...live, microphone: 'none', speak: 'refused', allowing: 'safari_ios' },
      drawn: { ...live, ...everything, paper: marked(0) },
      still: { ...live, ...everything, paper: marked(1), still: aStill() },
      still_paused: { ...live, ...everything, camera: 'paused', still: aStill() },
      still_wide: { ...live, ...everything, paper: marked(1), still: aStill(1600, 900) },
      picture_taken: { ...live, ...everything, taken: { last: aStill(), count: 1 } },
      pictures_taken: { ...live, ...everything, taken: { last: aStill(), count: 3 } },
      off: { ...live, picture: null, camera: 'off', microphone: 'none' },
      connecting: { ...live, connecting: true, goesOn: false },
      blocked: { ...live, connecting: true, goesOn: false, blocked: true },
      silenced: { ...live, silenced: true },
      ...causeForms(live),
      away: { ...live, technicianPresent: false },
      link_down_live: { ...live, linkDown: true },
      link_down: { ...live, linkDown: true, connecting: true, goesOn: false, keptMs: 103_000 },
      gone: { ...live, technicianPresent: false, connecting: true, goesOn: false, keptMs: 64_000 },
      kept_no_longer: { ...live, linkDown: true, connecting: true, goesOn: false, keptMs: 0 },
      voice_missing: { ...live, voiceMissing: true },
      words_changed: { ...live, ...everything, encryption: { ...encryption, changed: true } },
      between: { ...live, encryption: { ...nothingYet, problem: 'between' } },
      taken: { ...live, ...everything, camera: 'taken' },
      leaving: { ...live, leaving: true },
      long_name: { ...live, technician: longName },
    },
    ended: named(endReasons, (reason) => ({ step: 'ended', reason })),
    elsewhere: {
      elsewhere: { step: 'elsewhere', busy: false },
      taking: { step: 'elsewhere', busy: true },
    },
    unreachable: {
      unreachable: { step: 'unreachable', busy: false },
      trying: { step: 'unreachable', busy: true },
    },
    too_old: { too_old: { step: 'too_old' } },
    too_new: {
      too_new: {
        step: 'too_new',
        message: errors.client_too_new,
      },
    },
  };
}

/** All snapshots in one list, named `step-form`. */
export function allSnapshots(
  picture: MediaStream | null,
  language: Language,
): Record<string, Screen> {
  return Object.fromEntries(
    Object.entries(snapshots(picture, language)).flatMap(([step, forms]) =>
      Object.entries(forms).map(([form, screen]) => [`${step}-${form}`, screen as Screen]),
    ),
  );
}

const wordmark =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='360' height='96'%3E%3Ccircle cx='48' cy='48' r='40' fill='%23c2185b'/%3E%3Ctext x='104' y='66' font-family='sans-serif' font-size='52' font-weight='700' fill='%23222'%3EExample%3C/text%3E%3C/svg%3E";

/** Companies in each of their forms, from a newcomer's to the colours that are hardest to read. */
export const companies = {
  usual: { companyName: 'Example Household Appliances', logo: null, accentColour: null },
  unknown: nobodyYet,
  logo: { companyName: 'Example', logo: wordmark, accentColour: '#c2185b' },
  logo_lost: { companyName: 'Example', logo: '/no-such-logo', accentColour: '#00695c' },
  long_name: {
    companyName: 'Example Household Appliances and Kitchen Machines (Canada) Ltd',
    logo: null,
    accentColour: '#767676',
  },
  yellow: { companyName: 'Example', logo: null, accentColour: '#ffe600' },
  white: { companyName: 'Example', logo: null, accentColour: '#ffffff' },
  black: { companyName: 'Example', logo: null, accentColour: '#000000' },
} satisfies Record<string, Company>;
