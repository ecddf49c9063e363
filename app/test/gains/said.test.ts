import { type Released, reopen } from '@abord/release';
import { describe, expect, it } from 'vitest';
import { renderSentence } from '#lib/answer/render.ts';
import { answerGains } from '#lib/questions/gains/answer.ts';
import { freezeGains, type NamelessGains } from '#lib/questions/gains/freezeGains.ts';
import type { GainsRelease } from '#lib/questions/gains/release.ts';
import type { GainsSaid } from '#lib/questions/gains/schema.ts';
import { solver } from '#lib/questions/solver.ts';

const solve = await solver();
const say = (count: number, said: GainsSaid) => Array.from({ length: count }, () => said);

function crowd(said: readonly GainsSaid[], night = 25): NamelessGains {
  return {
    inquiry: {
      ...{
        title: { en: 'A team' },
        organisation: { en: 'A house' },
        simulated: false,
        entry: 'codes',
        headcount: 80,
      },
      attributes: [
        {
          key: 'shift',
          label: { en: 'Hours' },
          values: [
            { key: 'day', label: { en: 'Day' } },
            { key: 'night', label: { en: 'Night' } },
          ],
        },
      ],
    },
    said,
    profiles: { shift: said.map((_, person) => (person < said.length - night ? 0 : 1)) },
  };
}

function read(gains: NamelessGains): Released<GainsRelease> {
  const { frozen } = freezeGains(gains, solve);
  return reopen(frozen.bytes, frozen.hash);
}

const savers = say(20, { hours: 'saved-1', became: 'more', gainer: 'management' });
const others = [
  ...say(10, { hours: 'saved-5', became: 'better', gainer: 'me' }),
  ...say(12, { hours: 'cost-1', gainer: 'management' }),
  ...say(18, { hours: 'without' }),
];

describe('what people say that AI gives them', () => {
  it('G2, G6: is said with both sides, its doubt, and who is missing', () => {
    const { sentences } = answerGains(read(crowd([...savers, ...others])));
    // 30 and 12 of 60: shares of more than fifty people go by whole points (R16).
    expect(renderSentence(sentences.headline[0]!, 'en').text).toBe(
      '50% of those who answered say that AI saves them time, 20% that it costs them time.',
    );
    expect(sentences.headline[0]).toMatchObject({ people: 60, rung: 2, interval: { low: 0.37, high: 0.63 } });
    expect(renderSentence(sentences.unheard[0]!, 'en').text).toContain('20 people said nothing');
  });

  it('G7: names the answers that most gave in the words that they read, all of them where as many gave two', () => {
    const spoken = (said: GainsSaid[], at: number) =>
      renderSentence(answerGains(read(crowd(said))).sentences.said[at]!, 'en').text;
    expect(spoken([...savers, ...others], 0)).toContain('“Doing more”, 33% of all people');
    expect(spoken([...savers, ...others], 1)).toContain('“Management”: 53%');
    const tied = [...savers, ...say(20, { hours: 'saved-5', became: 'better' }), ...others.slice(10)];
    expect(spoken(tied, 0)).toContain('“Doing more” and “Doing better”');
  });

  it('G3: what time became is not said where too few saved any', () => {
    const { tables } = read(crowd([...savers.slice(0, 8), ...say(40, { hours: 'without' })]));
    expect(tables.became.cells).toEqual([]);
    expect(tables.hours.cells).toHaveLength(1);
  });

  it('G4: nothing of a group of few, nor of the rest that would tell of it, nor by group in an open room', () => {
    const said = [...savers, ...others];
    expect(read(crowd(said, 4)).tables.byValue.cells).toEqual([]);
    expect(read(crowd(said, 25)).tables.byValue.cells.map(({ value }) => value)).toEqual(['day', 'night']);
    const { inquiry, ...open } = crowd(said, 25);
    const { tables, facts } = read({ ...open, inquiry: { ...inquiry, entry: 'open' } });
    expect([tables.byValue.cells, facts.lists]).toEqual([[], []]);
  });

  it('G6: of too few people nothing but that they are too few', () => {
    const { sentences } = answerGains(read(crowd(savers.slice(0, 8))));
    expect(sentences.headline.map(({ key, people }) => [key, people])).toEqual([
      ['gains_said_few', 'too few'],
    ]);
    expect(sentences.said).toEqual([]);
  });

  it('G1: the same people give the same bytes whoever came first', () => {
    const hash = (said: GainsSaid[]) => freezeGains(crowd(said, 0), solve).frozen.hash;
    expect(hash([...others, ...savers])).toBe(hash([...savers, ...others]));
  });
});
