import { expect, it } from 'vitest';
import { bestLanguage } from '../../src/language.ts';

// RFC 9110, section 12.5.4: quality values from 0 to 1, 1 where absent, 0 for "not acceptable".
it.each([
  ['fr', 'fr'],
  ['en', 'en'],
  ['en-US,en;q=0.9,fr;q=0.8', 'en'],
  ['fr-BE;q=0.3, en;q=0.2', 'fr'],
  ['de, en;q=0.8, fr;q=0.5', 'en'],
  ['en;q=0, fr;q=0.1', 'fr'],
  ['de, nl', 'fr'],
  ['', 'fr'],
  [';;q=x,,', 'fr'],
  [null, 'fr'],
] as const)('reads %j as %s', (header, lang) => {
  expect(bestLanguage(header)).toBe(lang);
});
