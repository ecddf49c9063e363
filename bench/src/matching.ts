import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { quantile, random } from '@abord/numbers';
import { indexTitles, type Matcher, match, type Scheme, trainMatcher } from '@abord/work';
import MiniSearch from 'minisearch';
import { startEngine } from '../../app/src/engine.ts';
import { addReferences } from '../../app/src/lib/references/addReferences.ts';
import { referenceOf } from '../../app/src/lib/references/referenceOf.ts';
import type { Rows } from '../../app/src/lib/references/restrict.ts';
import {
  askTitles,
  figuresOf,
  formsOf,
  type MatchFigures,
  mistyped,
} from '../../app/test/references/matchFigures.ts';
import {
  type HeldOut,
  holdTitlesOut,
  keptOf,
  publishedJobs,
  publishedTables,
} from '../../app/test/references/publishedJobs.ts';
import { choicesOf } from '../../packages/work/src/matcher/choicesOf.ts';
import { holdOut } from '../../packages/work/src/matcher/holdOut.ts';
import { learn } from '../../packages/work/src/matcher/learn.ts';
import { logit } from '../../packages/work/src/matcher/logit.ts';
import { isTitle, readTexts } from '../../packages/work/src/matcher/readTexts.ts';
import { titlesAlone } from '../../packages/work/src/matcher/titlesAlone.ts';

const SEEDS = [101, 102, 103];

/**
 * `npm run bench -- matching [rome] [onet] [isco] [speed]`: published titles that were held out, found again; and how
 * long that takes, beside minisearch. `matching stacks` learns the weights of `matcher/stacks.ts` again.
 */
export async function main(asked: readonly string[]): Promise<void> {
  const parts = { rome, onet, isco, speed, stacks };
  const names = asked.length > 0 ? asked : ['rome', 'onet', 'isco', 'speed'];
  const tables = await publishedTables();
  for (const name of names) {
    const part = parts[name as keyof typeof parts];
    if (!part) throw new RangeError(`a part is one of ${Object.keys(parts).join(', ')}, got ${name}`);
    console.log(`\n${name}: load of the machine ${loadavg()[0].toFixed(1)}`);
    await part(tables);
  }
}

function rome(tables: Rows): void {
  const splits = SEEDS.map((seed) => askSplit(tables, 'rome', seed));
  tell('titles, first and first five', splits, ({ plain }) => plain, '76 / 92');
  tell('one typing error in the masculine', splits, ({ typed }) => typed, '72 / 90');
  tell('in the masculine', splits, ({ masculine }) => masculine);
  tell('in the feminine', splits, ({ feminine }) => feminine);
  const gaps = (['top1', 'top5'] as const).map((k) => mean(splits, (s) => s.masculine[k] - s.feminine[k]));
  say('masculine less feminine', `${gaps.map(points).join(' / ')} points`, 'under 1.5');
  tellCalibration(splits, 3);
  tell('by titles alone (indexTitles)', splits, ({ byTitles }) => byTitles);
  tell('peer: minisearch', splits, ({ peer }) => peer);
}

function onet(tables: Rows): void {
  const splits = SEEDS.map((seed) => askSplit(tables, 'onet', seed));
  tell('alternate titles, first and first five', splits, ({ plain }) => plain, '56 / 82');
  tellCalibration(splits, 3);
  tell('by titles alone (indexTitles)', splits, ({ byTitles }) => byTitles);
  tell('peer: minisearch', splits, ({ peer }) => peer);
}

function isco(tables: Rows): void {
  const splits = SEEDS.map((seed) => askSplit(tables, 'isco', seed));
  tell('titles of ROME, their group of ISCO-08', splits, ({ plain }) => plain);
  tellCalibration(splits, 5);
  tell('by titles alone (indexTitles)', splits, ({ byTitles }) => byTitles);
  tell('peer: minisearch', splits, ({ peer }) => peer);
}

interface Split {
  readonly plain: MatchFigures;
  readonly byTitles: MatchFigures;
  readonly peer: MatchFigures;
  readonly masculine: MatchFigures;
  readonly feminine: MatchFigures;
  readonly typed: MatchFigures;
}

function askSplit(tables: Rows, scheme: Exclude<Scheme, 'esco'>, seed: number): Split {
  const { kept, held } = holdTitlesOut(tables, scheme, seed);
  const reference = referenceOf(scheme, kept);
  const language = scheme === 'onet' ? 'en' : 'fr';
  const matcher = trainMatcher(reference);
  const forms = held.flatMap(({ title, codes }) => {
    const own = scheme === 'onet' ? undefined : formsOf(title);
    return own ? [{ ...own, codes }] : [];
  });
  const chance = random(seed);
  const typed = held.map(({ title, codes }) => ({
    title: mistyped((scheme !== 'onet' && formsOf(title)?.masculine) || title, chance),
    codes,
  }));
  const ask = (some: readonly HeldOut[], by: Matcher = matcher) => askTitles(by, some, language);
  const split = {
    plain: ask(held),
    byTitles: ask(held, indexTitles(reference)),
    peer: askPeer(peerOf(reference.texts.filter(isTitle)), held),
    masculine: ask(forms.map(({ masculine, codes }) => ({ title: masculine, codes }))),
    feminine: ask(forms.map(({ feminine, codes }) => ({ title: feminine, codes }))),
    typed: ask(typed),
  };
  const { plain } = split;
  console.log(
    `seed ${seed}: ${plain.asked} titles held out, ${percent(plain.top1)} / ${percent(plain.top5)}, calibration ${points(plain.calibration)}`,
  );
  return split;
}

type Peer = MiniSearch<{ id: number; text: string; codes: readonly string[] }>;

/** minisearch as its manual shows it: words, beginnings of words, and typing errors. */
function peerOf(
  texts: readonly { readonly text: string; readonly codes: readonly (readonly [string, number])[] }[],
): Peer {
  const peer: Peer = new MiniSearch({
    fields: ['text'],
    storeFields: ['codes'],
    searchOptions: { fuzzy: 0.2, prefix: true },
  });
  peer.addAll(texts.map(({ text, codes }, id) => ({ id, text, codes: codes.map(([code]) => code) })));
  return peer;
}

/** The codes of the titles that it finds, the best of each first. */
function askPeer(peer: Peer, asked: readonly HeldOut[]): MatchFigures {
  return figuresOf(
    asked.map(({ title, codes }) => {
      const found = new Set(peer.search(title).flatMap((hit) => hit.codes as string[]));
      const proposals = [...found].slice(0, 5).map((code) => ({ code, confidence: 0 }));
      return [{ proposals, recognised: proposals.length > 0, unknown: [], mended: [] }, codes] as const;
    }),
  );
}

async function speed(tables: Rows): Promise<void> {
  const kept = keptOf(tables);
  const reference = referenceOf('rome', kept);
  const titles = reference.texts.filter(isTitle);
  const built = times(5, () => indexTitles(reference));
  const peerBuilt = times(5, () => peerOf(titles));
  const named = `${titles.length} titles usable`;
  say(`${named}, first and best of five`, `${ms(built[0])} and ${ms(Math.min(...built))}`, 'under 1 s');
  say('  peer: minisearch', `${ms(peerBuilt[0])} and ${ms(Math.min(...peerBuilt))}`);

  const engine = startEngine();
  try {
    for (const [scheme, promise] of [
      ['rome', 10],
      ['onet', 30],
    ] as const) {
      const learnt = referenceOf(scheme, kept);
      const from = performance.now();
      const packed = await engine.train(learnt);
      say(`${scheme} trained in a worker`, ms(performance.now() - from), `within ${promise} s`);
      say(`${scheme} stored`, `${(packed.length / 1e6).toFixed(2)} MB`, '4 MB at most');
    }
    await adding(engine);
  } finally {
    await engine.close();
  }

  const matcher = trainMatcher(reference);
  const peer = peerOf(titles);
  const asked = titles.map(({ text }) => formsOf(text)?.masculine ?? text);
  for (const [name, ask, promise] of [
    ['a question', (title: string) => match(matcher, { title, language: 'fr' }), 'under 1 ms'],
    ['  peer: minisearch', (title: string) => peer.search(title), undefined],
  ] as const) {
    // Every tenth asked before, so that all of it has run.
    for (const title of asked.filter((_, k) => k % 10 === 0)) ask(title);
    const each = asked.map((title) => times(1, () => ask(title))[0]).sort((a, b) => a - b);
    const figures = `${ms(quantile(each, 0.5))}, 99 of 100 within ${ms(quantile(each, 0.99))}`;
    say(`${name}, median of ${each.length}`, figures, promise);
  }
}

/** The text files of O*NET added to an empty folder; what learning takes is known from what is told. */
async function adding(engine: ReturnType<typeof startEngine>): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'bench-'));
  try {
    const from = performance.now();
    const { added, trained } = await addReferences(join(publishedJobs, 'onet-29.1'), {
      data,
      today: '2026-11-30',
      engine,
    });
    const learning = trained.reduce((sum, { seconds }) => sum + seconds, 0);
    const rest = performance.now() - from - 1000 * learning;
    say(`${added.length} files of O*NET read and written`, ms(rest), 'under 10 s');
  } finally {
    await rm(data, { recursive: true });
  }
}

/** Another seed than those of the splits; the ridge is one that two thousand titles do not feel. */
function stacks(tables: Rows): void {
  const [seed, ridge, passes] = [7, 1, 3];
  const reference = referenceOf('rome', keptOf(tables));
  const titles = { ...reference, texts: reference.texts.filter(isTitle) };
  const read = readTexts(reference);
  const { asked, held } = holdOut(read, seed);
  const choices = choicesOf(learn(reference, read, held, { passes, seed }), read, asked);
  const width = choices[0].rows.length / choices[0].right.length;
  tellWeights('ON_ROME', logit(choices, new Float64Array(width), ridge));

  const readTitles = readTexts(titles);
  const out = holdOut(readTitles, seed);
  const lookedUp = choicesOf(titlesAlone(titles, readTitles, out.held), readTitles, out.asked);
  const bare = lookedUp.map(({ rows, right }) => ({
    // Log-probability, probability, and the highest log-probability of "none of these".
    rows: rows.map((x, k) => ([0, 1, width - 1].includes(k % width) ? 0 : x)),
    right,
  }));
  tellWeights('BY_TITLES', logit(bare, new Float64Array(width), ridge));
}

function tellWeights(name: string, weights: Float64Array): void {
  console.log(name, Array.from(weights, (weight) => Number(weight.toFixed(3))).join(', '));
}

function tell(name: string, splits: readonly Split[], of: (split: Split) => MatchFigures, promise?: string) {
  const figures = [mean(splits, (s) => of(s).top1), mean(splits, (s) => of(s).top5)];
  say(name, figures.map(percent).join(' / '), promise);
}

function tellCalibration(splits: readonly Split[], most: number): void {
  const apart = mean(splits, ({ plain }) => plain.calibration);
  say('first confidence, said and seen in tenths', `${points(apart)} points apart`, `${most} at most`);
}

function say(what: string, figure: string, promise?: string): void {
  console.log(`  ${what.padEnd(52)} ${figure}${promise === undefined ? '' : `   (promised: ${promise})`}`);
}

function mean<Of>(list: readonly Of[], of: (one: Of) => number): number {
  return list.reduce((sum, one) => sum + of(one), 0) / list.length;
}

function times(runs: number, run: () => void): number[] {
  return Array.from({ length: runs }, () => {
    const from = performance.now();
    run();
    return performance.now() - from;
  });
}

const percent = (share: number) => (100 * share).toFixed(1);
const points = (share: number) => (100 * share).toFixed(2);
const ms = (time: number) => (time < 100 ? `${time.toFixed(2)} ms` : `${(time / 1000).toFixed(2)} s`);
