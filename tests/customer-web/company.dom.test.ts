import { flushSync, mount, unmount } from 'svelte';
import { describe, expect, it, onTestFinished } from 'vitest';
import CompanyName from '../../customer-web/CompanyName.svelte';

function show(logo: string | null) {
  const company = { companyName: 'Example', logo, accentColour: null };
  const shown = mount(CompanyName, { target: document.body, props: { company } });
  onTestFinished(() => void unmount(shown));
  return {
    text: () => document.body.textContent?.trim(),
    get image() {
      return document.querySelector('img');
    },
  };
}

describe("the company's header", () => {
  it('is its name where it has no logo', () => {
    const { image, text } = show(null);
    expect(text()).toBe('Example');
    expect(image).toBeNull();
  });

  it('is its logo, by its name for whoever does not see it', () => {
    const header = show('/api/logo/1');
    header.image!.dispatchEvent(new Event('load'));
    flushSync();
    expect(header.image).toMatchObject({ alt: 'Example', hidden: false });
    expect(header.text()).toBe('');
  });

  it('is its name as long as the logo is not there, or if it never is', () => {
    const header = show('/api/logo/1');
    expect(header.text()).toBe('Example');
    header.image!.dispatchEvent(new Event('error'));
    flushSync();
    expect(header.text()).toBe('Example');
    expect(header.image!.hidden).toBe(true);
  });
});
