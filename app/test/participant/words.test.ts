import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Message = string | readonly { readonly match: Readonly<Record<string, string>> }[];

/** What participants read: joining, voting, the room, what she said. */
const own = /^(join|vote|room|mine)_/;

describe.each(['fr', 'en'])('what participants read in %s', (lang) => {
  const file = readFileSync(new URL(`../../messages/${lang}.json`, import.meta.url), 'utf8');
  const messages = Object.entries(JSON.parse(file) as Record<string, Message>).filter(([key]) =>
    own.test(key),
  );
  const sentences = messages.flatMap(([key, message]) =>
    (typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match)))
      .flatMap((text) => text.split(/(?<=[.!?])\s+/u))
      .map((sentence) => ({
        key,
        sentence,
        words: sentence.match(/[\p{L}\p{N}{][\p{L}\p{N}’'}-]*/gu) ?? [],
      })),
  );

  it('is there', () => {
    expect(messages.length).toBeGreaterThan(100);
  });

  it('is in sentences of twenty words at most', () => {
    const long = sentences.filter(({ words }) => words.length > 20);
    expect(long.map(({ key, sentence }) => `${key}: ${sentence}`)).toEqual([]);
  });

  it('is in sentences of fifteen words at most, nine times in ten', () => {
    const long = sentences.filter(({ words }) => words.length > 15);
    expect(long.length / sentences.length).toBeLessThan(0.1);
  });

  it('has no word of the trade', () => {
    const trade =
      /\b(token|hash|ballot|bulletin|session ID|login|log in|identifiant|backend|serveur|server)\b/i;
    expect(sentences.filter(({ sentence }) => trade.test(sentence)).map(({ key }) => key)).toEqual([]);
  });
});
