import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stillFileName } from '../../../../common/showing/stills/file-name.ts';

const takenAt = new Date(2026, 10, 23, 14, 25, 30).getTime();
const nameOf = (ticket: string | null, name: string | null = null) =>
  stillFileName({ ticket, name, otherwise: 'picture', takenAt, type: 'image/jpeg' });

describe('the name under which a still is saved', () => {
  it('is the ticket and the local time', () => {
    expect(nameOf('4711', 'Ada')).toBe('4711-2026-11-23-142530.jpg');
  });

  it('is the customer’s name where there is no ticket, and "picture" where there is neither', () => {
    expect(nameOf(null, 'Ada Lovelace')).toBe('Ada-Lovelace-2026-11-23-142530.jpg');
    expect(nameOf('', 'Zoé 李')).toBe('Zoé-李-2026-11-23-142530.jpg');
    expect(nameOf(' / ', '…')).toBe('…-2026-11-23-142530.jpg');
    expect(nameOf(null)).toBe('picture-2026-11-23-142530.jpg');
    expect(nameOf('///', '..')).toBe('picture-2026-11-23-142530.jpg');
  });

  it('ends as its kind does, and has two digits for each number', () => {
    const early = new Date(2027, 0, 2, 3, 4, 5).getTime();
    const still = { ticket: 'A', name: null, otherwise: 'picture', takenAt: early };
    expect(stillFileName({ ...still, type: 'image/png' })).toBe('A-2027-01-02-030405.png');
  });

  it.each([
    ['../../etc/passwd', 'etc-passwd'],
    ['C:\\Windows\\win.ini', 'C-Windows-win.ini'],
    ['.hidden', 'hidden'],
    ['a<b>c:d"e|f?g*h', 'a-b-c-d-e-f-g-h'],
    ['CON', 'CON_'],
    ['con.1', 'con_.1'],
    ['Lpt9.x', 'Lpt9_.x'],
    ['CONSOLE', 'CONSOLE'],
    ['invoice\u202Egpj.exe', 'invoicegpj.exe'],
    ['a\u0000b\u200Bc\u2066d\uFEFF', 'abcd'],
    ['half \uD83D pair', 'half-pair'],
    ['two\nlines\there', 'two-lines-here'],
    ['ends. ', 'ends'],
    ['-rf', 'rf'],
  ])('is safe: %j', (ticket, expected) => {
    expect(nameOf(ticket)).toBe(`${expected}-2026-11-23-142530.jpg`);
  });

  it('is never too long, and never ends in half a character', () => {
    expect(nameOf('😀'.repeat(500))).toBe(`${'😀'.repeat(30)}-2026-11-23-142530.jpg`);
    expect(nameOf('x'.repeat(5_000)).length).toBeLessThan(160);
  });

  it('is safe whatever a ticket is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (ticket) => {
        const name = nameOf(ticket);
        expect(Buffer.byteLength(name)).toBeLessThan(160);
        expect(name).not.toMatch(/[<>:"/\\|?*\s\p{Cc}\p{Cf}\p{Cs}]|^[.~-]/u);
        expect(name).toMatch(/.-2026-11-23-142530\.jpg$/u);
      }),
      { numRuns: 500 },
    );
  });
});
