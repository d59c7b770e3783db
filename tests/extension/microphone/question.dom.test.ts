import { describe, expect, test } from 'vitest';
import { Question } from '../../../extension/microphone/question.svelte.ts';
import { fakeMicrophone, mediaError } from '../../support/panel/fake-microphone.ts';
import { settle } from '../../support/panel/open-panel.ts';

async function question(state: PermissionState) {
  const browser = fakeMicrophone(state);
  const made = new Question(browser);
  await settle();
  return { browser, question: made };
}

describe('the page that asks for the microphone', () => {
  test('asks nothing before it is clicked', async () => {
    const { question: page, browser } = await question('prompt');
    expect(page.state).toBe('prompt');
    expect(browser.tracks).toEqual([]);
  });

  test('is done once it is allowed, and keeps no microphone open', async () => {
    const { question: page, browser } = await question('prompt');
    browser.setPermission('granted');
    await page.ask();
    expect(page.state).toBe('granted');
    expect(browser.tracks[0]!.readyState).toBe('ended');
  });

  test('says that the question was closed without an answer', async () => {
    const { question: page, browser } = await question('prompt');
    browser.fail(mediaError('NotAllowedError', 'Permission dismissed'));
    await page.ask();
    expect([page.state, page.trouble]).toEqual(['prompt', 'dismissed']);
  });

  test('shows the way to the settings after a refusal, and notices when it is allowed there', async () => {
    const { question: page, browser } = await question('denied');
    expect(page.state).toBe('denied');
    browser.setPermission('granted');
    expect(page.state).toBe('granted');
  });

  test.each([
    ['NotFoundError', 'missing'],
    ['NotReadableError', 'busy'],
    ['NotAllowedError', 'system'],
  ])('says what stands in the way after %s', async (name, trouble) => {
    const { question: page, browser } = await question('granted');
    browser.fail(mediaError(name, 'Permission denied by system'));
    await page.ask();
    expect(page.trouble).toBe(trouble);
  });
});
