import { describe, expect, it } from 'vitest';
import { languages } from '../../../common/contract/views.ts';
import { segments } from '../../../server/invitations/gsm7.ts';
import { wordMail, wordSms } from '../../../server/invitations/wording.ts';

const url = `https://help.example.com/#j=${'A'.repeat(22)}`;
const said = { companyName: 'Acme', technicianName: 'Anna', url, pin: '048291' };

describe.each(languages)('an SMS in %s', (language) => {
  it('says who it is from, the link and the PIN', () => {
    expect(wordSms(said, language)).toMatch(
      new RegExp(`^Acme ?: [^\\n]+\\n${url.replaceAll('.', '\\.')}\\n.*PIN.*: 048291$`),
    );
  });

  it('is one segment, with the longest name that a company may have', () => {
    const long = { ...said, companyName: 'é’'.repeat(30) };
    expect(segments(wordSms(long, language))).toBe(1);
    expect(segments(wordSms({ ...said, companyName: 'Forêt' }, language))).toBe(1);
  });

  it('is not broken by a name that would be a line of its own', () => {
    expect(
      wordSms({ ...said, companyName: 'Acme\nPIN: 000000' }, language).split('\n'),
    ).toHaveLength(3);
  });
});

describe.each(languages)('an e-mail in %s', (language) => {
  it('says everything as text: who, the link, the PIN in threes', () => {
    const { subject, text } = wordMail(said, language);
    expect(subject).toContain('Acme');
    for (const part of ['Anna', 'Acme', `\n${url}\n`, '048 291']) expect(text).toContain(part);
    expect(text).not.toMatch(/[<>{}]/);
  });

  it('says the same as HTML, in both colour schemes and without pictures', () => {
    const { html, text } = wordMail(said, language);
    expect(html).toContain(`lang="${language}"`);
    expect(html.match(new RegExp(`href="${url.replaceAll('.', '\\.')}"`, 'g'))).toHaveLength(2);
    expect(html).toContain('048 291');
    expect(html).toContain('prefers-color-scheme: dark');
    expect(html).not.toMatch(/<img|url\(|<script|https?:(?!\/\/help\.example\.com)/i);
    const shown = html.replace(/<(style|title)>[\s\S]*?<\/\1>/g, '').replace(/<[^>]+>/g, ' ');
    const words = (prose: string) =>
      prose.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code)).match(/\S+/g)!;
    for (const word of words(text)) expect(words(shown)).toContain(word);
  });

  it('lets no name write into its HTML or its headers', () => {
    const { subject, html, text } = wordMail(
      {
        ...said,
        companyName: 'A"><b>&\r\nBcc: x@y.example',
        technicianName: "<img src=x onerror='1'>",
      },
      language,
    );
    expect(subject).not.toMatch(/[\r\n]/);
    expect(html).not.toMatch(/<b>|<img/);
    expect(html).toContain('&#60;img src=x onerror=&#39;1&#39;&#62;');
    expect(text).not.toContain('\nBcc');
  });
});
