import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Filling, Sentence } from '#lib/answer/answer.ts';
import { figureAt } from '#lib/answer/figureAt.ts';
import { renderSentence } from '#lib/answer/render.ts';
import { answerEveryone, answerStatement } from '#lib/questions/everyone/answer.ts';
import { answerByValue } from '#lib/questions/everyone/answerByValue.ts';
import { englishFaults, frenchFaults } from '../answer/typographyFaults.ts';
import { type SomeRelease, someRelease } from './someRelease.ts';

const runs = { numRuns: 150 };

function sentencesOf({ released }: SomeRelease): Sentence[] {
  return [
    ...Object.values(answerEveryone(released).sentences).flat(),
    ...released.facts.statements.flatMap(({ number }) => answerStatement(released, number)),
    ...released.facts.statements.flatMap(({ number }) =>
      released.facts.attributes.flatMap(({ key }) => answerByValue(released, number, key) ?? []),
    ),
  ];
}

/** Every number inside a released value. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

/** Is the number one of the figures, or made of two of them by a difference or a share? */
function follows(value: number, figures: readonly number[]): boolean {
  return figures.some(
    (a) =>
      Math.abs(a) === Math.abs(value) ||
      figures.some((b) => a - b === value || Math.round((100 * a) / b) / 100 === value),
  );
}

function numbersSaid(filling: Filling): number[] {
  switch (filling.say) {
    case 'count':
    case 'percent':
    case 'points':
      return [filling.value];
    case 'interval':
    case 'agreement':
      return [filling.low, filling.high];
    default:
      return [];
  }
}

describe('the answer to “everyone”, on any release', () => {
  test('every sentence names figures that the release holds, and says no other number', () => {
    fc.assert(
      fc.property(someRelease, (some) => {
        for (const { key, figures, fillings } of sentencesOf(some)) {
          const named = figures.map((path) => [path, figureAt(some.released, path)] as const);
          for (const [path, value] of named)
            expect([key, path, value !== undefined]).toEqual([key, path, true]);
          const numbers = named.flatMap(([, value]) => numbersIn(value));
          for (const filling of Object.values(fillings)) {
            for (const value of numbersSaid(filling))
              expect([key, value, follows(value, numbers)]).toEqual([key, value, true]);
          }
        }
      }),
      runs,
    );
  });

  test('every sentence has people behind it, as many as the gate asks, or says that they are too few', () => {
    fc.assert(
      fc.property(someRelease, (some) => {
        const least = some.released.tables.debate.minimum;
        for (const { key, people } of sentencesOf(some)) {
          if (people === 'too few') expect(key).toMatch(/hidden|next_few/);
          else expect([key, people >= least]).toEqual([key, true]);
        }
      }),
      runs,
    );
  });

  test('every sentence reads in both languages, typeset, with whole and possible numbers', () => {
    fc.assert(
      fc.property(someRelease, (some) => {
        for (const sentence of sentencesOf(some)) {
          const fr = renderSentence(sentence, 'fr').text;
          const en = renderSentence(sentence, 'en').text;
          expect([fr, frenchFaults(fr)]).toEqual([fr, []]);
          expect([en, englishFaults(en)]).toEqual([en, []]);
          for (const text of [fr, en]) {
            expect(text).toMatch(/^[\p{Lu}\p{N}«“].*\.$/u);
            expect(text).not.toMatch(/undefined|NaN|Infinity|\{|\}|\[object/);
            expect(text).not.toMatch(/\b0 (personnes|people)/);
            if (sentence.key !== 'everyone_how_engine') expect(text).not.toMatch(/\d[.,]\d(?!\d\d)/);
            for (const [, percent] of text.matchAll(/(\d+)\s?%/gu))
              expect(Number(percent)).toBeLessThanOrEqual(100);
          }
        }
      }),
      runs,
    );
  });

  test('E9: on a line, nobody is put in a camp or a group', () => {
    fc.assert(
      fc.property(someRelease, (some) => {
        if (some.standing.kind !== 'line') return;
        for (const sentence of sentencesOf(some)) {
          if (/shape_line|fragile|how_/.test(sentence.key)) continue;
          expect(renderSentence(sentence, 'fr').text).not.toMatch(/\b(camp|groupe)s?\b/);
          expect(renderSentence(sentence, 'en').text).not.toMatch(/\b(camp|group)s?\b/);
        }
      }),
      runs,
    );
  });

  test('the same release gives the same sentences', () => {
    fc.assert(
      fc.property(someRelease, (some) => {
        expect(answerEveryone(some.released)).toEqual(answerEveryone(structuredClone(some.released)));
      }),
      { numRuns: 30 },
    );
  });
});
