import { createHash } from 'node:crypto';
import { wilson } from '@abord/numbers';
import { analyse, votesFromArrays } from '@abord/opinion';
import { possibleCounts, type RoundedShare, release, reopen } from '@abord/release';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eraseBallot } from '#lib/entry/mutations.server.ts';
import { makeDemonstration } from '#lib/inquiry/demonstration.ts';
import { changeSetUp, keepHeadcounts, setMinimum } from '#lib/inquiry/mutations.server.ts';
import type { SetUp } from '#lib/inquiry/schema.ts';
import { debateVotes } from '#lib/questions/everyone/debateVotes.ts';
import { importAndRelease, importDebate } from '#lib/questions/everyone/mutations.server.ts';
import { fromTheOthers, smallestAgreement, widestGap } from '#lib/questions/everyone/overEnds.ts';
import { releaseEveryone } from '#lib/questions/everyone/release.server.ts';
import { declareEveryone, type EveryoneRelease } from '#lib/questions/everyone/release.ts';
import { jobs } from '#lib/questions/jobs.ts';
import { openStore, type Store } from '#lib/store/openStore.ts';
import { readEvening } from '../../src/routes/wall/[code=code]/readEvening.server.ts';
import { countedAnalysis } from '../everyone/countedAnalysis.ts';
import { someRelease } from '../everyone/someRelease.ts';
import { openInquiry } from '../store/openInquiry.ts';
import { kinds, type Place } from '../store/stores.ts';
import { cookieHeader, enterAsHost } from './enterAsHost.ts';
import { type Crowd, type GateBox, gateBox } from './gateBox.ts';
import { openStage, type Stage } from './stage.ts';

/** So many people of a shift, of whom the first `agree` agree with statement 1. */
const shift = (value: string, people: number, agree = Math.ceil(people / 2)): Crowd[] => [
  { people: agree, profile: { shift: value }, votes: [1] },
  { people: people - agree, profile: { shift: value }, votes: [-1] },
];

const shown = (released: EveryoneRelease, table: `by:${string}`) =>
  released.tables[table].cells.filter(({ statement }) => statement === 1).map(({ id }) => id.slice(2));

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`from a box on ${name} to what is published`, () => {
    let place: Place;
    let store: Store;
    beforeAll(async () => {
      place = await start();
      store = await openStore(await place.newLocation());
    });
    afterAll(async () => {
      await store?.close();
      await place?.stop();
    });
    const published = async (...crowds: readonly Crowd[]) => (await gateBox(store, crowds)).publish();

    test('attack 1: a group of one too few is refused, as a group of nobody is', async () => {
      // Under ten a group is not heard (R2, R19).
      const { released, text } = await published(...shift('day', 40), ...shift('night', 9));
      const table = released.tables['by:shift'];
      expect(table.minimum).toBe(10);
      expect(table.hidden).toEqual(expect.arrayContaining(['1/night', '1/weekend']));
      // Nothing is left of either but its name, once.
      for (const id of ['1/night', '1/weekend']) expect(text.split(`"${id}"`)).toHaveLength(2);
    });

    test('attack 2: a group of nine whose remainder in the whole is four is refused', async () => {
      const { released } = await published(...shift('day', 9), ...shift('night', 4));
      expect(released.tables.statements.cells[0].people).toBe(13);
      expect(shown(released, 'by:shift')).toEqual([]);
    });

    test('attack 3: where one child of a parent is hidden, a second one is', async () => {
      const crowds = [...shift('day', 30), ...shift('night', 20), ...shift('weekend', 8)];
      const { released } = await published(...crowds);
      expect(shown(released, 'by:shift')).toEqual(['day']);
    });

    test('attack 4: two lists crossed are audited by linear programmes before they are published', async () => {
      const { inquiry } = await importDebate(store, makeDemonstration());
      await releaseEveryone(store, inquiry, jobs);
      const row = await store.db
        .selectFrom('release')
        .select('refused')
        .where('inquiry', '=', inquiry)
        .executeTakeFirstOrThrow();
      const reasons = (JSON.parse(row.refused) as { table: string; reason: string }[])
        .filter(({ table }) => table.split(':').length === 3)
        .map(({ reason }) => reason);
      for (const reason of ['few', 'withheld', 'linked', 'interval']) expect(reasons).toContain(reason);
    });

    test('attack 6: nobody is sorted by what the declared lists do not hold', async () => {
      const { released } = await published(
        ...shift('day', 30),
        { people: 12, profile: { shift: 'morning', age: '35-44' }, votes: [1] },
        { people: 12, profile: { age: '30-39' }, votes: [1] },
      );
      const tables = Object.keys(released.tables).filter((key) => key.startsWith('by:'));
      expect(tables.sort()).toEqual([
        ...['by:shift', 'by:shift:trade', 'by:site', 'by:site:shift', 'by:site:trade', 'by:trade'],
      ]);
      expect(JSON.stringify(released)).not.toMatch(/morning|35-44|30-39/);
    });

    test('attack 7: one late answer waits until as many have come as stand behind a figure', async () => {
      const box = await gateBox(store, [...shift('day', 30)]);
      const before = await box.publish();
      await box.add(...shift('day', 1));
      expect(await box.publish()).toEqual({ ...before, waiting: 5 });
      await box.add(...shift('day', 7));
      expect((await box.publish()).text).toBe(before.text);
      await box.add(...shift('day', 1));
      const after = await box.publish();
      expect([after.number, after.released.tables.statements.cells[0].people]).toEqual([2, 39]);
    });

    test('attack 8: who erases her answers is gone from the box at once, and what is published waits', async () => {
      const box = await gateBox(store, []);
      const [secret] = await box.add(...shift('day', 30));
      const before = await box.publish();
      expect(await eraseBallot(store.db, box.inquiry, secret)).toBe(true);
      const { ballots } = await store.db
        .selectFrom('ballot')
        .select(({ fn }) => fn.countAll<number>().as('ballots'))
        .where('inquiry', '=', box.inquiry)
        .executeTakeFirstOrThrow();
      expect(Number(ballots)).toBe(29);
      expect(await box.publish()).toEqual({ ...before, waiting: 5 });
    });

    test('attack 10: where all twelve of a group agree, it is said that nearly all do', async () => {
      const others = [...shift('day', 30), ...shift('weekend', 20)];
      const all = await published(...others, ...shift('night', 12, 12));
      const butOne = await published(...others, ...shift('night', 12, 11));
      const night = ({ released }: { released: EveryoneRelease }) =>
        released.tables['by:shift'].cells.find(({ id }) => id === '1/night');
      expect(night(all)?.answers.agree).toMatchObject({ share: 0.95, nearly: 'all' });
      expect(night(butOne)).toEqual(night(all));
    });

    test('attack 11: a member who subtracts her own answer finds nine others, and not that all agree', async () => {
      const others = [...shift('day', 30), ...shift('weekend', 20)];
      const nine = await published(...others, ...shift('night', 9, 9));
      expect(shown(nine.released, 'by:shift')).not.toContain('night');
      const ten = await published(...others, ...shift('night', 10, 10));
      expect(shown(ten.released, 'by:shift')).toEqual(['day', 'night', 'weekend']);
      const night = ten.released.tables['by:shift'].cells.find(({ id }) => id === '1/night')!;
      expect(possibleCounts(night.answers.agree, night.people)).toEqual({ least: 9, most: 10 });
    });

    test('attack 15: what is published holds no ballot and no row of votes', async () => {
      const { inquiry } = await importDebate(store, makeDemonstration());
      await releaseEveryone(store, inquiry, jobs);
      const { bytes, ballots } = await store.db
        .selectFrom('release')
        .select(['bytes', 'ballots'])
        .where('inquiry', '=', inquiry)
        .executeTakeFirstOrThrow();
      const text = new TextDecoder().decode(bytes);
      for (const ballot of JSON.parse(ballots)) expect(text).not.toContain(ballot);
      const { tables } = JSON.parse(text) as EveryoneRelease;
      // Five people at a mark, ten at an end, nine behind any other figure.
      for (const [key, { cells }] of Object.entries(tables)) {
        const least = key === 'marks' ? 5 : key === 'segments' || key === 'bySegment' ? 10 : 9;
        for (const { people } of cells) expect(people, key).toBeGreaterThanOrEqual(least);
      }
      expect(tables.segments.cells.length).toBe(3);
    });

    test('nobody who kept silent shows by the votes of her group: what is not said of who was heard has none', async () => {
      const crowds = [...shift('day', 30), ...shift('night', 20), ...shift('weekend', 20)];
      const box = await gateBox(store, crowds);
      // Of 22 at night all but two voted, of which the panel says no more than that nearly all did (R19).
      await keepHeadcounts(store.db, box.inquiry, { shift: { day: 60, night: 22, weekend: 60 } });
      const { released, text } = await box.publish();
      expect(shown(released, 'by:shift')).not.toContain('night');
      expect(text.split('"1/night"')).toHaveLength(2);
    });

    test('attack 27: the number of people behind a figure rises after the opening, and never falls', async () => {
      const box = await gateBox(store, [...shift('day', 30), ...shift('night', 11), ...shift('weekend', 20)]);
      expect(shown((await box.publish()).released, 'by:shift')).toEqual(['day', 'night', 'weekend']);
      expect(await setMinimum(store.db, box.inquiry, 12)).toBe(undefined);
      await box.add(...shift('day', 20));
      const raised = await box.publish();
      expect(raised.released.tables['by:shift'].minimum).toBe(13);
      // The night is too few now, and the weekend would tell of it.
      expect(shown(raised.released, 'by:shift')).toEqual(['day']);
      expect(await setMinimum(store.db, box.inquiry, 11)).toBe('lower');
      await expect(setMinimum(store.db, box.inquiry, 4)).rejects.toThrow(RangeError);
      expect(await minimumOf(box)).toBe(12);
    });

    test('attack 27: nor is a list cut smaller after the opening', async () => {
      const box = await gateBox(store, [...shift('day', 30)]);
      const setUp: SetUp = {
        ...{ title: { en: 'Test' }, organisation: {}, languages: ['en'], entry: 'codes', days: {} },
        ...{ questions: [], attributes: [{ key: 'shift', label: {}, values: [{ key: 'only', label: {} }] }] },
      };
      const lists = () =>
        store.db
          .selectFrom('attribute_value')
          .select(['attribute', 'key'])
          .where('inquiry', '=', box.inquiry)
          .orderBy('attribute')
          .orderBy('key')
          .execute();
      const before = await lists();
      expect(await changeSetUp(store.db, box.inquiry, setUp)).toBe('changed');
      expect(await lists()).toEqual(before);
    });

    test('attack 27: before the opening the number may be put right, down to five', async () => {
      const { inquiry } = await openInquiry(store.db, { people: 0, state: 'draft' });
      for (const number of [30, 12, 8, 5])
        expect(await setMinimum(store.db, inquiry, number)).toBe(undefined);
      await expect(setMinimum(store.db, inquiry, 4)).rejects.toThrow(RangeError);
    });

    test('never by profile in an open room', async () => {
      const box = await gateBox(store, [...shift('day', 60), ...shift('night', 60)], { entry: 'open' });
      const { released, text } = await box.publish();
      expect(Object.keys(released.tables).filter((key) => key.startsWith('by:'))).toEqual([]);
      expect(text).not.toMatch(/night|weekend/);
    });

    async function minimumOf({ inquiry }: GateBox) {
      const row = await store.db
        .selectFrom('inquiry')
        .select('figure_minimum')
        .where('id', '=', inquiry)
        .executeTakeFirstOrThrow();
      return row.figure_minimum;
    }
  });
}

describe('what the gate is told', () => {
  test('attack 16: a cluster of six is no opinion group', () => {
    const debate = { ...makeDemonstration(), entry: 'open' as const };
    const { votes } = debateVotes(debate);
    const segmentOf = Int8Array.from(votes.participants, (_, person) => (person < 6 ? 1 : 0));
    const standing = {
      ...{ kind: 'camps' as const, segmentIds: ['A', 'B'], segmentOf },
      position: new Float64Array(2 * segmentOf.length),
    };
    const profiles = votes.participants.map(() => ({}));
    const frozen = release(declareEveryone(debate, votes, profiles, countedAnalysis(votes, standing)));
    const { tables } = reopen<EveryoneRelease>(frozen.bytes, frozen.hash);
    // Nor is what the others are, who would tell of the six.
    expect([tables.segments.cells, tables.segments.hidden]).toEqual([[], ['A', 'B']]);
    expect([tables.marks.cells, tables.bySegment.cells, tables.across.cells]).toEqual([[], [], []]);
  });

  test('attack 17: eight people who weigh as much as eighty are eight, and no weight is published', () => {
    const debate = makeDemonstration();
    const { votes: plain, order } = debateVotes(debate);
    const profiles = Array.from(order, (_, person) => ({ shift: person < 8 ? 'night' : 'day' }));
    const votes = votesFromArrays({
      participants: plain.participants,
      statements: plain.statements,
      participant: Int32Array.from(
        plain.participants.flatMap((_, person) =>
          Array<number>(plain.offsets[person + 1] - plain.offsets[person]).fill(person),
        ),
      ),
      statement: plain.statement,
      value: plain.value,
      weight: plain.participants.map((_, person) => (person < 8 ? 10 : 1)),
    });
    const frozen = release(declareEveryone(debate, votes, profiles, analyse(votes)));
    const { tables } = reopen<EveryoneRelease>(frozen.bytes, frozen.hash);
    expect(tables['by:shift'].cells.filter(({ values }) => values[0] === 'night')).toEqual([]);
    expect(new TextDecoder().decode(frozen.bytes)).not.toMatch(/weight/i);
  });

  test('attack 18: no mean, count or interval is more exact than the rounded shares that are published', () => {
    fc.assert(
      fc.property(someRelease, ({ released }) => {
        const { tables } = released;
        const answered = Object.entries(tables).filter(([key]) => /^(statements|bySegment|by:.*)$/.test(key));
        for (const cell of answered.flatMap(([, { cells }]) => cells as readonly Record<string, unknown>[])) {
          const { answers, people, id: _, statement: __, segment: ___, values: ____, ...others } = cell;
          expect(others).toEqual({});
          for (const share of Object.values(answers as Record<string, RoundedShare>)) {
            expect(share).toEqual({ ...share, ...intervalOf(share, people as number) });
          }
        }
        for (const { statement, bridge, divide } of tables.across.cells) {
          const parts = tables.bySegment.cells
            .filter((cell) => cell.statement === statement && cell.segment !== 'between')
            .map(({ answers: { agree }, people }) => ({ agree, people }));
          if (parts.every(({ agree }) => agree.step === 0.01)) continue;
          expect(bridge).toEqual(smallestAgreement(parts));
          expect(divide).toEqual({ ...widestGap(parts), q: divide.q });
          expect([0.001, 0.01, 0.05, 1]).toContain(divide.q);
        }
        for (const { statement, segment, difference } of tables.standsFor.cells) {
          const part = tables.bySegment.cells.find((cell) => cell.id === `${statement}/${segment}`)!;
          const whole = tables.statements.cells.find((cell) => cell.statement === statement)!;
          if (part.people >= 50 && whole.people - part.people >= 50) continue;
          const from = (cell: typeof whole) => ({ agree: cell.answers.agree, people: cell.people });
          expect(difference).toEqual(fromTheOthers(from(part), from(whole)));
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('what readers of an instance see', () => {
  let stage: Stage;
  let inquiry: string;
  let demonstration: string;
  let host: string;
  beforeAll(async () => {
    stage = await openStage({
      prepare: async (store) => {
        const box = await gateBox(store, [
          ...shift('day', 70, 60),
          ...shift('weekend', 21, 4),
          ...shift('night', 12, 12),
          { people: 8, profile: { trade: 'care', shift: 'day' }, votes: [0] },
        ]);
        inquiry = box.inquiry;
        await box.publish();
        demonstration = (await importAndRelease({ store, engine: jobs }, makeDemonstration())).inquiry;
      },
    });
    host = cookieHeader(await enterAsHost(stage));
  });
  afterAll(() => stage?.stop());

  const read = async (path: string, cookie?: string) =>
    (await stage.ask({ path, headers: { accept: 'text/html', ...(cookie && { cookie }) } })).text;
  const answer = () => `/en/inquiry/${inquiry}/everyone`;
  const file = () => read(`${answer()}.json`);

  test('attack 1: on the page a group of one too few reads as a group of nobody does', async () => {
    const rows = async (value: string) => {
      const page = await read(`${answer()}/statement/1`);
      const [row] = page.split('<tr').filter((part) => part.includes(`>${value}<`));
      return row.replaceAll(value, '');
    };
    // Of the trades care has eight people and office none.
    expect(await rows('care')).toBe(await rows('office'));
  });

  test('attack 9: two readers with different rights see the same, so that they have nothing to combine', async () => {
    for (const path of [`${answer()}.json`, answer(), `${answer()}/statement/1`]) {
      expect(await read(path, host), path).toBe(await read(path));
    }
    expect(await file()).toContain('"question":"everyone"');
  });

  test('attack 19: asked a thousand times, the answer is the same to the byte', async () => {
    const first = await file();
    for (let time = 0; time < 1_000; time++) {
      if ((await file()) !== first) expect.unreachable(`another answer the ${time}th time`);
    }
  }, 120_000);

  test('attack 20: there is no filter to clone: what is added to the address changes nothing', async () => {
    const page = `${answer()}/statement/1`;
    const plain = await read(page);
    for (const more of ['?shift=night', '?shift=night&shift=night', '?where=shift%3Dnight%20and%201%3D1']) {
      expect(await read(`${page}${more}`), more).toBe(plain);
      expect(await read(`${answer()}.json${more}`), more).toBe(await file());
    }
    for (const path of [`${page}/by/shift`, `${page}/by/shift/shift`, `${page}/by/trade/shift`]) {
      expect((await stage.ask({ path })).status, path).toBe(404);
    }
  });

  test('attack 21: page, statement, wall, file and register say what the same released bytes hold', async () => {
    const base = `/en/inquiry/${demonstration}`;
    const bytes = await read(`${base}/everyone.json`);
    const [line] = [...(await read(`${base}/register`)).matchAll(/register\/everyone\/(\d+)\.json/g)];
    expect(await read(`${base}/register/everyone/${line[1]}.json`)).toBe(bytes);
    expect(await read(`${base}/register`)).toContain(createHash('sha256').update(bytes).digest('hex'));
    const said = percentsOf(JSON.parse(bytes));
    const pages = ['', '/statements', '/statement/1', '/statement/3', '/statement/3/by/trade/seniority'].map(
      (path) => `${base}/everyone${path}`,
    );
    for (const path of pages) {
      const shares = percentsIn(await read(path));
      expect(shares.length, path).toBeGreaterThan(1);
      for (const share of shares) expect(said, `${share}% on ${path}`).toContain(share);
    }
    const wall = (await stage.inBox(({ db }) => readEvening(db, demonstration, 'en')))!;
    expect(wall.release).toEqual(JSON.parse(bytes));
    const words = [wall.headline, wall.finding, wall.common?.text, wall.divide?.text].join(' ');
    for (const share of percentsIn(words)) expect(said, `${share}% on the wall`).toContain(share);
    // Twelve of twelve agree, which no reader is told.
    expect(await read(`${answer()}/statement/1`)).toContain('nearly 100%');
  });

  test('attack 27: the console raises the number and refuses to lower it, in one sentence', async () => {
    const send = (minimum: string) =>
      stage.ask({
        method: 'POST',
        path: `/host/${inquiry}?/minimum`,
        headers: {
          ...{ origin: stage.url, cookie: host, accept: 'text/html' },
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: `minimum=${minimum}`,
      });
    expect((await send('12')).status).toBe(303);
    for (const lower of ['11', '8', '5', '-1', 'many', '', '101', '12.5']) {
      const refused = await send(lower);
      expect([lower, refused.status]).toEqual([lower, 400]);
      expect(refused.text).toContain('Rien n’a changé');
    }
    const kept = await stage.inBox(({ db }) =>
      db.selectFrom('inquiry').select('figure_minimum').where('id', '=', inquiry).executeTakeFirstOrThrow(),
    );
    expect(kept.figure_minimum).toBe(12);
  });
});

/** The whole percentages that a page says or draws, but for those of its style and of the scale. */
function percentsIn(page: string): number[] {
  const text = page.replace(/<style[\s\S]*?<\/style>/g, '').replace(/<[^>]*>/g, ' ');
  // A share under twenty people that is nearly all is said so, never as a number of its own.
  const plain = text.replaceAll(/nearly (100|0)%/g, '').replaceAll(/95% interval/g, '');
  const pairs = [...plain.matchAll(/(\d+) to (\d+)%/g)].flatMap(([, low, high]) => [low, high]);
  return [...pairs, ...[...plain.matchAll(/(\d+)%/g)].map(([, share]) => share)].map(Number);
}

/** Every share in a release, in hundredths. */
function percentsOf(value: unknown): number[] {
  if (typeof value === 'number') return value >= 0 && value <= 1 ? [Math.round(value * 100)] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(percentsOf) : [];
}

/** What anybody who has the file works out of a share and a number of people. */
function intervalOf(share: RoundedShare, people: number) {
  const { least, most } = possibleCounts(share, people);
  return {
    low: Math.floor(wilson(least, people).low * 100 + 1e-9) / 100,
    high: Math.ceil(wilson(most, people).high * 100 - 1e-9) / 100,
  };
}
