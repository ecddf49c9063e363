import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OWN_WORDS, ownWords } from '#lib/entry/ownWords.ts';

describe('what a participant writes', () => {
  it('is one line, with one space between words', () => {
    expect(ownWords('  Je veux\n\tsavoir.  ')).toEqual({ text: 'Je veux savoir.' });
  });

  it('keeps emoji, joined ones too, and every script', () => {
    for (const text of ['Oui 👩‍🔧 !', 'أريد أن أعرف', '我想知道', 'می‌خواهم بدانم']) {
      expect(ownWords(text)).toEqual({ text: text.normalize('NFC') });
    }
  });

  it('keeps markup as the signs that it is: pages show it, never obey it', () => {
    expect(ownWords('<b>non</b>')).toEqual({ text: '<b>non</b>' });
  });

  it('loses what turns the order of writing around and what only machines read', () => {
    expect(ownWords('a\u202Ebc\u2066d\u0000e\uFEFF')).toEqual({ text: 'abcd e' });
  });

  it('is refused when nobody could read it: spaces, signs without a letter, blanks that pass for letters', () => {
    for (const text of ['', '   ', '\u00A0\u2003\n', '!!! 12', '\u3164\u115F', '\u200B', '👍']) {
      expect(ownWords(text)).toMatchObject({ fault: 'empty' });
    }
  });

  it('is refused beyond 280 signs, an emoji being one, and says how many there are', () => {
    expect(ownWords('é'.repeat(OWN_WORDS))).toEqual({ text: 'é'.repeat(280) });
    expect(ownWords(`a${'🙂'.repeat(279)}`)).toHaveProperty('text');
    expect(ownWords('a'.repeat(10_000))).toEqual({ fault: 'too-long', signs: 10_000 });
  });

  it('comes out the same when it goes in again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (typed) => {
        const once = ownWords(typed);
        if ('fault' in once) return;
        expect(ownWords(once.text)).toEqual(once);
        expect(once.text).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]|\s\s|^\s|\s$/u);
        expect([...once.text].length).toBeLessThanOrEqual(OWN_WORDS);
      }),
    );
  });
});
