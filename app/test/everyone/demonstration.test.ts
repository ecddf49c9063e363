import { describe, expect, test } from 'vitest';
import { typeset } from '#lib/answer/typeset.ts';
import { makeDemonstration } from '#lib/inquiry/demonstration.ts';
import { englishFaults, frenchFaults } from '../answer/typographyFaults.ts';

const debate = makeDemonstration();
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

describe('the demonstration inquiry', () => {
  test('is a pure function of its seed, and says that it is simulated', () => {
    expect(makeDemonstration()).toEqual(debate);
    expect(makeDemonstration(7).votes).not.toEqual(debate.votes);
    expect(debate.simulated).toBe(true);
  });

  test('has 240 people in every closed list, 154 of whom voted, 36 of 86 in the workshop', () => {
    for (const { values } of debate.attributes) {
      expect(sum(values.map(({ headcount }) => headcount ?? 0))).toBe(240);
    }
    expect([debate.headcount, debate.people.length]).toEqual([240, 154]);
    expect(debate.people.filter(({ profile }) => profile.trade === 'workshop').length).toBe(36);
  });

  test('hears no more people of any value than its headcount', () => {
    for (const { key, values } of debate.attributes) {
      for (const { key: value, headcount } of values) {
        const heard = debate.people.filter(({ profile }) => profile[key] === value).length;
        expect(heard).toBeLessThanOrEqual(headcount ?? 0);
      }
    }
  });

  test('puts 40 statements to the vote, in both languages, short, and leaves a few aside', () => {
    const count = (state: string) =>
      debate.statements.filter((statement) => statement.state === state).length;
    expect([count('accepted'), count('refused'), count('waiting')]).toEqual([40, 3, 2]);
    for (const { texts } of debate.statements) {
      expect(frenchFaults(typeset(texts.fr, 'fr'))).toEqual([]);
      expect(englishFaults(typeset(texts.en, 'en'))).toEqual([]);
      for (const text of [texts.fr, texts.en]) expect(text.length).toBeLessThanOrEqual(90);
    }
  });

  test('holds one vote a person and statement, all three kinds, on accepted statements alone', () => {
    const { person, statement, value } = debate.votes;
    const pairs = new Set(Array.from(value, (_, vote) => `${person[vote]} ${statement[vote]}`));
    expect(pairs.size).toBe(value.length);
    expect(new Set(value)).toEqual(new Set([-1, 0, 1]));
    expect(statement.every((index) => debate.statements[index].state === 'accepted')).toBe(true);
  });
});
