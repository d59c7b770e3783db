import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { CallProblem } from '../../common/call/call.ts';
import { callCauses } from '../../common/call/causes/cause.ts';
import { languages } from '../../common/contract/views.ts';
import { customerWords } from '../../common/i18n/customer/words.ts';
import { panelWords } from '../../common/i18n/panel/words.ts';
import { lines } from '../../extension/panel/live/cause.ts';
import { relayWords } from '../../extension/panel/live/trouble.ts';
import { microphoneWords } from '../../extension/panel/microphone/microphone-words.ts';
import { refusals } from '../../customer-web/screen.ts';
import { ownCauseWords, technicianCauseWords } from '../../customer-web/together/cause-words.ts';
import { root } from '../../scripts/root.ts';

type PanelKey = keyof typeof panelWords.en;
type CustomerKey = keyof typeof customerWords.en;

const page = readFileSync(`${root}docs/when-something-is-wrong.md`, 'utf8');
/** Each line of its tables, its cells apart. */
const rows = page
  .split('\n')
  .filter((line) => /^\| (?!What is wrong|---)/.test(line))
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').trim()));

const problems: Record<CallProblem, PanelKey> = {
  signalling: 'call_signalling',
  other_absent: 'call_other_absent',
  media_path: 'call_media_path',
  unsupported: 'call_unsupported',
};
const { prompt, denied, missing, busy, system, ended, silent } = microphoneWords;

/** Every sentence by which a cause is said, from the code that says it. */
const panelKeys: PanelKey[] = [
  ...new Set<PanelKey>([
    ...callCauses.flatMap((cause) => {
      const both = [lines.own[cause], lines.customer[cause]];
      return both.flatMap((line) => (line ? [line.says, line.mend] : []));
    }),
    ...[prompt, denied, missing, busy, system, ended, silent],
    ...Object.values(problems),
    ...Object.values(relayWords),
    ...(['same_room', 'customer_microphone_silent', 'customer_no_microphone'] as const),
    ...(['camera_taken', 'sound_blocked'] as const),
  ]),
];
const customerKeys: CustomerKey[] = [
  ...new Set<CustomerKey>([
    ...callCauses.flatMap((cause) =>
      [ownCauseWords[cause], technicianCauseWords[cause]].filter((key) => key !== null),
    ),
    ...refusals.map((refusal) => `refused_${refusal}_heading` as const),
    ...(['in_app_heading', 'interrupted', 'hear', 'network_blocks'] as const),
  ]),
];

const plain = (words: string) => words.replaceAll('{name}', 'Anna');

describe.each(languages)('every cause, in %s', (language) => {
  test.each(panelKeys)('is said in the panel, and stands on the page: %s', (key) => {
    expect(page).toContain(plain(panelWords[language][key]));
  });
  test.each(customerKeys)('is said on the phone, and stands on the page: %s', (key) => {
    expect(page).toContain(plain(customerWords[language][key]));
  });
});

test('every cause that is told to the other side is said on at least one', () => {
  for (const cause of callCauses) {
    const said = [ownCauseWords[cause], technicianCauseWords[cause], lines.own[cause]];
    expect(said.filter(Boolean), cause).not.toEqual([]);
  }
});

test('every line says how it is found, who reads it, what to do, and which test shows it', () => {
  expect(rows.length).toBeGreaterThan(15);
  for (const cells of rows) {
    expect(cells, cells[0]).toHaveLength(5);
    for (const cell of cells) expect(cell, cells[0]).not.toBe('');
    const tests = [...cells[4]!.matchAll(/`([^`]+)`/g)].map(([, path]) => path!);
    expect(
      tests.filter((path) => !existsSync(`${root}tests/${path}`)),
      cells[0],
    ).toEqual([]);
    expect(tests, cells[0]).not.toEqual([]);
  }
});
