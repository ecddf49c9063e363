import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attempts } from '#lib/entry/attempts.ts';
import { ownPace, THREE_MINUTES } from '#lib/entry/ownPace.ts';
import { roomPlace } from '#lib/entry/roomPlace.ts';

const some = (count: number, closed: readonly number[] = []) =>
  Array.from({ length: count }, (_, place) => ({
    id: `s${place + 1}`,
    number: place + 1,
    texts: { fr: `Affirmation ${place + 1}` },
    origin: 'host' as const,
    voting: !closed.includes(place + 1),
  }));
const votes = (...numbers: readonly number[]) => new Map(numbers.map((number) => [`s${number}`, 1]));

describe('answering at one’s own pace', () => {
  it('begins with the first of twenty, whatever their number: three minutes', () => {
    const { statement, upcoming, place, all } = ownPace(some(43), votes());
    expect([statement?.number, upcoming.length, place, all]).toEqual([1, 42, 1, THREE_MINUTES]);
  });

  it('says the true number where there are fewer than twenty', () => {
    expect(ownPace(some(7), votes(1, 2))).toMatchObject({ place: 3, all: 7 });
  });

  it('counts them all once three minutes are over', () => {
    const twenty = Array.from({ length: 20 }, (_, place) => place + 1);
    expect(ownPace(some(43), votes(...twenty))).toMatchObject({ place: 21, all: 43 });
  });

  it('passes over what the room holds back, and puts what is worth most first', () => {
    expect(ownPace(some(5, [1, 2]), votes(), { guided: ['s5'] }).statement?.number).toBe(5);
    expect(ownPace(some(5, [1, 2]), votes(), { guided: ['s1'] }).statement?.number).toBe(3);
    const { statement, upcoming } = ownPace(some(5), votes(2), { guided: ['s4', 's2', 's1'] });
    expect([statement, ...upcoming].map((one) => one?.number)).toEqual([4, 1, 3, 5]);
  });

  it('shows again what she asks for, unless the room holds it back', () => {
    expect(ownPace(some(5), votes(1, 2), { asked: 1 })).toMatchObject({ statement: { number: 1 }, place: 2 });
    expect(ownPace(some(5, [1]), votes(1, 2), { asked: 1 }).statement?.number).toBe(3);
  });

  it('has nothing on the screen when everything is answered', () => {
    expect(ownPace(some(2), votes(1, 2)).statement).toBeUndefined();
  });

  it('never shows twice, loses none, and never counts beyond the end', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), numbers, numbers, (count, answered, closed) => {
        const statements = some(count, closed);
        const said = votes(...answered.filter((number) => number <= count));
        const { statement, upcoming, place, all } = ownPace(statements, said);
        const shown = [...(statement ? [statement] : []), ...upcoming].map(({ id }) => id);
        const open = statements.filter(({ id, voting }) => voting && !said.has(id));
        expect(shown).toEqual(open.map(({ id }) => id));
        if (statement) expect(place).toBeLessThanOrEqual(all);
      }),
    );
  });
});

describe('the place of the room', () => {
  const seance = {
    number: 1,
    moment: 2,
    moments: 5,
    kind: 'vote' as const,
    paused: false,
    revealed: false,
    statement: { id: 's7', number: 7, texts: {}, item: 0, of: 2, open: true },
  };

  it('stays the same while the clock runs, and changes with the statement, its vote and what is revealed', () => {
    const at = (changes: object) => roomPlace({ voting: true, seance: { ...seance, ...changes } });
    expect(at({ left: 60_000 })).toBe(at({ left: 59_000 }));
    const places = [
      at({}),
      at({ moment: 3 }),
      at({ statement: { ...seance.statement, id: 's8' } }),
      at({ statement: { ...seance.statement, open: false } }),
      at({ revealed: true }),
    ];
    expect(new Set(places).size).toBe(places.length);
  });

  it('is one’s own without a séance, and closed when the inquiry is', () => {
    expect(roomPlace({ voting: true })).toBe('own');
    expect(roomPlace({ voting: false })).toBe('closed');
    expect(roomPlace(undefined)).toBe('own');
  });
});

describe('how often something may be tried', () => {
  it('is counted by name; tries come back one by one, and are all there again after the span', () => {
    const three = attempts(3, 1_000);
    const allowed = (...times: readonly number[]) => times.map((now) => three.allow('KFC473', now));
    expect(allowed(0, 1, 2, 3)).toEqual([true, true, true, false]);
    expect(three.allow('KFC474', 3)).toBe(true);
    // A third of a second brings one back.
    expect(allowed(340, 341)).toEqual([true, false]);
    expect(allowed(2_000, 2_000, 2_000, 2_000)).toEqual([true, true, true, false]);
  });
});
