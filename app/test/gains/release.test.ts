import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Released, reopen } from '@abord/release';
import { describe, expect, it } from 'vitest';
import { renderSentence } from '#lib/answer/render.ts';
import { answerTrial } from '#lib/questions/gains/trials/answer.ts';
import { freezeTrial, type NamelessTrial } from '#lib/questions/gains/trials/freezeTrial.ts';
import type { TrialRelease } from '#lib/questions/gains/trials/release.ts';
import type { TrialPlan, TrialTask } from '#lib/questions/gains/trials/schema.ts';
import { standingOf } from '#lib/questions/gains/trials/standingOf.ts';
import { solver } from '#lib/questions/solver.ts';

const solve = await solver();

const plan: TrialPlan = {
  question: { fr: 'L’IA fait-elle gagner du temps ?', en: 'Does AI save time?' },
  types: [{ key: 'issue', label: { en: 'an issue' } }],
  outcome: 'minutes',
  profiles: [],
  tasks: 246,
  people: 16,
  rule: 'once',
  looks: 2,
  lastDay: '2026-12-31',
};

function trialOf(tasks: NamelessTrial['tasks'], changed: Partial<TrialPlan> = {}): NamelessTrial {
  return {
    inquiry: {
      ...{ title: { en: 'A team' }, organisation: { en: 'A house' }, simulated: false, entry: 'codes' },
      attributes: [],
    },
    trial: {
      ...{ inquiry: 'k7vd2m9xqa', number: 1, state: 'running', plan: { ...plan, ...changed } },
      ...{ hash: 'a'.repeat(64), frozenDay: '2026-11-02' },
    },
    tasks,
    profiles: {},
  };
}

function readTrial(trial: NamelessTrial): Released<TrialRelease> {
  const { frozen } = freezeTrial(trial, solve);
  return reopen(frozen.bytes, frozen.hash);
}

/** METR 2025, one person a developer: 246 tasks, whose second time is not always known and is then left out. */
function metr(): TrialTask[][] {
  const [head, ...lines] = readFileSync(
    resolve(import.meta.dirname, '../../../../shared/data/trials/metr-2025.csv'),
    'utf8',
  )
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  const column = (name: string) => head!.indexOf(name);
  const rows = lines.map((cells) => ({
    dev: cells[column('dev_id')]!,
    ai: cells[column('ai_treatment')] === '1.0',
    before: Number(cells[column('initial_implementation_time')]),
    review: cells[column('post_review_implementation_time')]!,
    without: Number(cells[column('predicted_time_no_ai')]),
    with: Number(cells[column('predicted_time_ai_allowed')]),
  }));
  const mean = (ai: boolean) => {
    const known = rows.filter((row) => row.ai === ai && row.review !== '');
    return (
      Math.round((known.reduce((sum, { review }) => sum + Number(review), 0) / known.length) * 1000) / 1000
    );
  };
  // As its authors do: a time that is not known is the mean of its arm.
  const means = { true: mean(true), false: mean(false) };
  const people = Map.groupBy(rows, ({ dev }) => dev);
  return [...people.values()].map((own) =>
    own.map(({ ai, before, review, without, with: allowed }) => ({
      ...{ id: '', type: 'issue', label: '', known: 3, step: 'guessed', ended: 'accepted', used: ai },
      arm: ai ? 'with' : 'without',
      forecast: { with: { median: allowed }, without: { median: without } },
      minutes: before,
      rework: review === '' ? means[`${ai}`] : Number(review),
    })),
  );
}

describe('the result of a trial', () => {
  it('E3, E6: is that of METR 2025 within developers', () => {
    const { tables } = readTrial(trialOf(metr()));
    const [all] = tables.all.cells;
    // notes on effects, 1.1: b 0.1391154272, CR2 0.0897832480, 12.10877 degrees, p 0.1470, (-5.5 %, +39.7 %);
    // one developer has tasks in one way only or two of them, and stays as he is in the fixed effects.
    expect(all).toMatchObject({ people: 16, tasks: 246 });
    expect(all!.effect).toMatchObject({ estimate: 0.139, se: 0.09, df: 12.1, p: 0.147 });
    expect(all!.effect.change).toEqual({ value: 0.15, low: -0.05, high: 0.4 });
    expect(all!.effect.cautions).toContain('few-clusters');
    expect(all!.effect.wild).toBeGreaterThan(0.05);
    // The published forecast: 24 % less time (geometric mean 0.75162).
    expect(tables.beliefs.cells[0]).toMatchObject({ when: 'before', believed: { value: -0.25 } });
  });

  it('E3: says neither longer nor shorter where the interval reaches both sides', () => {
    const { sentences } = answerTrial(readTrial(trialOf(metr())));
    expect(renderSentence(sentences.headline[0]!, 'en').text).toBe(
      'It cannot be told yet whether AI saves or costs time: measured, 15% longer; the data are compatible with anything from 5% less time to 40% longer.',
    );
    expect(renderSentence(sentences.belief[0]!, 'fr').text).toBe(
      'Avant de commencer, on s’attendait avec l’IA à 25\u00A0% de temps en moins\u202F; on a mesuré 15\u00A0% de temps en plus.',
    );
  });

  it('E1, E12: tells nothing of effects while the rule hides it', () => {
    const { tables, facts } = readTrial(trialOf(metr(), { tasks: 300 }));
    expect(facts.standing).toEqual({ hidden: 300 });
    expect(Object.keys(tables)).not.toContain('all');
  });

  it('E2: is too few to say of eight people where nine must stand behind a figure', () => {
    const eight = metr().slice(0, 8);
    const { tables } = readTrial(trialOf(eight, { tasks: eight.flat().length }));
    expect(tables.all.cells).toEqual([]);
    expect(
      answerTrial(readTrial(trialOf(eight, { tasks: eight.flat().length }))).sentences.headline[0],
    ).toMatchObject({
      key: 'gains_trial_few',
      people: 'too few',
    });
  });

  it('E7: is told by a list of the plan, and of no value where that would tell that of another nobody took part', () => {
    const { inquiry, ...trial } = trialOf([...metr(), ...metr()], { tasks: 492, profiles: ['trade'] });
    const by = (...keys: string[]) =>
      readTrial({
        ...trial,
        inquiry: {
          ...inquiry,
          attributes: [
            {
              key: 'trade',
              label: { en: 'Trade' },
              values: keys.map((key) => ({ key, label: { en: key } })),
            },
          ],
        },
        // Sixteen people of one trade, the same sixteen again of another: they gain alike, to the last digit.
        profiles: { trade: trial.tasks.map((_, person) => (person < 16 ? 0 : 1)) },
      }).tables;
    const { profiles, contrasts } = by('design', 'office');
    expect(profiles.cells.map(({ value, people, change }) => [value, people, change.value])).toEqual([
      ['design', 16, 0.15],
      ['office', 16, 0.15],
    ]);
    expect(contrasts.cells[0]).toMatchObject({ list: 'trade', differs: false, p: 1 });
    // The whole less both shown would be nobody (R15 of the gate).
    expect(by('design', 'office', 'workshop').profiles.cells).toHaveLength(1);
  });

  it('E2: counts nobody behind an effect who has nothing to be compared with', () => {
    const [few, others] = [metr().slice(0, 6), metr().slice(6)];
    // All but six have tasks with AI alone: the effect would be of those six, whatever the number of people.
    const tasks = [...few, ...others.map((own) => own.filter(({ arm }) => arm === 'with'))];
    const { all, beliefs } = readTrial(trialOf(tasks, { tasks: tasks.flat().length })).tables;
    expect([all.cells, beliefs.cells]).toEqual([[], []]);
  });

  it('gives the same bytes whoever came first', () => {
    const tasks = metr();
    const bytes = (order: TrialTask[][]) => freezeTrial(trialOf(order), solve).frozen.hash;
    expect(bytes(tasks.toReversed())).toBe(bytes(tasks));
  });
});

describe('E4: when a result may be shown', () => {
  it('is once all planned tasks are done, at each announced share of them, or from twenty on', () => {
    const at = (rule: TrialPlan['rule'], finished: number, ended = false) =>
      standingOf({ rule, tasks: 100, looks: 4 }, finished, ended);
    expect(at('once', 99)).toEqual({ show: false, at: 100 });
    expect(at('once', 100)).toEqual({ show: true, look: 1, looks: 1, share: 1 });
    expect(at('looks', 24)).toEqual({ show: false, at: 25 });
    expect(at('looks', 60)).toEqual({ show: true, look: 2, looks: 4, share: 0.5 });
    expect(at('looks', 100)).toEqual({ show: true, look: 4, looks: 4, share: 1 });
    expect(at('always', 19)).toEqual({ show: false, at: 20 });
    expect(at('always', 20)).toEqual({ show: true, always: true });
  });

  it('is also when it has ended before its time, at the share that it reached', () => {
    expect(standingOf({ rule: 'once', tasks: 100, looks: 2 }, 40, true)).toEqual({
      ...{ show: true, look: 1, looks: 1, share: 0.4 },
    });
  });

  it('widens the interval of an early look far more than that of a late one', () => {
    const tasks = metr();
    const half = (planned: number) => {
      const { effect } = readTrial(trialOf(tasks, { rule: 'looks', looks: 2, tasks: planned })).tables.all
        .cells[0]!;
      return Math.log((1 + effect.change.high) / (1 + effect.change.low)) / 2;
    };
    // O'Brien-Fleming after Lan and DeMets at half and at all: 2.963 and 1.969 (package ldbounds and gsDesign).
    expect(half(492) / half(246)).toBeCloseTo(2.963 / 1.969, 1);
  });
});
