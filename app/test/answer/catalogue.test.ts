import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { englishFaults, frenchFaults } from './typographyFaults.ts';

/** A message, or one that has several forms, such as a singular and a plural. */
type Message = string | readonly { readonly match: Readonly<Record<string, string>> }[];

const catalogue = (lang: string): Record<string, Message> => {
  const { $schema: _, ...messages } = JSON.parse(
    readFileSync(new URL(`../../messages/${lang}.json`, import.meta.url), 'utf8'),
  );
  return messages;
};
const forms = (message: Message): readonly string[] =>
  typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match));
const gapsOf = (message: Message) => [
  ...new Set(forms(message).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, gap]) => gap))),
];

const fr = catalogue('fr');
const en = catalogue('en');

function faultsIn(messages: Record<string, Message>, faultsOf: (text: string) => string[]): string[] {
  return Object.entries(messages).flatMap(([key, message]) =>
    forms(message).flatMap((text) => faultsOf(text).map((fault) => `${key}: ${fault}`)),
  );
}

describe('the catalogue', () => {
  test('French and English hold the same messages', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(fr).sort());
  });

  test('a message has the same gaps in both languages', () => {
    for (const key of Object.keys(fr))
      expect([key, gapsOf(en[key]).sort()]).toEqual([key, gapsOf(fr[key]).sort()]);
  });

  test('French is typeset', () => {
    expect(faultsIn(fr, frenchFaults)).toEqual([]);
  });

  test('English is typeset', () => {
    expect(faultsIn(en, englishFaults)).toEqual([]);
  });

  test('ends of a line are never called groups or camps', () => {
    for (const [key, message] of [...Object.entries(fr), ...Object.entries(en)]) {
      if (!/^(everyone_(headline|map|statement|common|divide)\w*_line|answer_\w+_(low|high))/.test(key))
        continue;
      expect(`${key}: ${forms(message)}`).not.toMatch(/groupe|camp|group\b/i);
    }
  });
});
