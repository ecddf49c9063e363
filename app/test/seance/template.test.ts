import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { schedule } from '#lib/room/schedule.ts';
import { type Moment, scriptSchema } from '#lib/room/script.ts';
import { MOST_STATEMENTS, template } from '#lib/room/template.ts';

const ids = fc.uniqueArray(fc.stringMatching(/^[a-z2-9]{10}$/), { maxLength: 60 });
const episodes = fc.array(
  fc.record({
    title: fc.constant({ fr: 'Épisode', en: 'Episode' }),
    minutes: fc.integer({ min: 1, max: 240 }),
  }),
  { minLength: 1, maxLength: 6 },
);
const votedIn = (script: readonly Moment[]) =>
  script.flatMap((moment) => (moment.kind === 'vote' ? [moment.statements] : []));

describe('the script that a séance begins with', () => {
  it('watches, votes, reveals and talks three times, then writes and closes', () => {
    const three = [1, 2, 3].map((n) => ({ title: { en: `Episode ${n}` }, minutes: 10 + n }));
    const script = template(['a', 'b', 'c', 'd', 'e', 'f', 'g'], three);
    expect(script.map(({ kind }) => kind)).toEqual([
      ...['watch', 'vote', 'reveal', 'discuss'],
      ...['watch', 'vote', 'reveal', 'discuss'],
      ...['watch', 'vote', 'reveal', 'reveal', 'discuss'],
      ...['write', 'close'],
    ]);
    // Seven dealt to three: 3, 2, 2, the first ones first.
    expect(votedIn(script)).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e'],
      ['f', 'g'],
    ]);
    expect(script.flatMap((moment) => (moment.kind === 'reveal' ? [moment.shape] : []))).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  it('can be kept as it is, whatever the statements and the episodes', () => {
    fc.assert(
      fc.property(ids, episodes, (statements, films) => {
        const script = template(statements, films);
        expect(v.parse(scriptSchema, script)).toEqual(script);
      }),
    );
  });

  it('puts the first statements to the vote, each once, in their order, evenly dealt', () => {
    fc.assert(
      fc.property(ids, episodes, (statements, films) => {
        const voted = votedIn(template(statements, films));
        expect(voted.flat()).toEqual(statements.slice(0, MOST_STATEMENTS));
        const sizes = voted.map(({ length }) => length);
        if (sizes.length > 0) expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('reveals the shape of the evening once, last of all that is revealed, and never without statements', () => {
    fc.assert(
      fc.property(ids, episodes, (statements, films) => {
        const shapes = template(statements, films).flatMap((moment) =>
          moment.kind === 'reveal' ? [moment.shape] : [],
        );
        expect(shapes.filter(Boolean)).toHaveLength(statements.length > 0 ? 1 : 0);
        if (shapes.length > 0) expect(shapes.at(-1)).toBe(true);
      }),
    );
  });

  it('needs an episode', () => {
    expect(() => template(['a'], [])).toThrow(RangeError);
  });
});

describe('the times of a script', () => {
  it('are those of its clocks, and half a minute for each vote and each result', () => {
    const script: Moment[] = [
      { kind: 'watch', title: { en: 'One' }, minutes: 18 },
      { kind: 'vote', statements: ['a', 'b', 'c', 'd', 'e'] },
      { kind: 'reveal', statements: ['a'], shape: false },
      { kind: 'discuss', minutes: 12 },
      { kind: 'write', minutes: 6 },
      { kind: 'close' },
    ];
    // By hand: 18; 5 × ½ = 2½, a started minute counts: 21; 1: 22; 34; 40; 40.
    expect(schedule(script)).toEqual([0, 18, 21, 22, 34, 40, 40]);
  });

  it('never go back', () => {
    fc.assert(
      fc.property(ids, episodes, (statements, films) => {
        const times = schedule(template(statements, films));
        for (let place = 1; place < times.length; place++) {
          expect(times[place]).toBeGreaterThanOrEqual(times[place - 1]);
        }
      }),
    );
  });
});
