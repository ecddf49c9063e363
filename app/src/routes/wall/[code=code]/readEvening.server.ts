import type { Released } from '@abord/release';
import type { Sentence, Texts } from '#lib/answer/answer.ts';
import { renderSentence } from '#lib/answer/render.ts';
import { textIn } from '#lib/components/textIn.ts';
import { answerStatement } from '#lib/questions/everyone/answer.ts';
import type { EveryoneRelease } from '#lib/questions/everyone/release.ts';
import { surprisesOf } from '#lib/room/components/wall/surprisesOf.ts';
import type { Database } from '#lib/store/schema.ts';
import type { Lang } from '../../../language.ts';
import { readEveryone } from '../../(reader)/readEveryone.server.ts';

/** A statement and what is said of it, or why none is named. */
export interface SaidOf {
  readonly texts?: Texts;
  readonly text: string;
}

/** The evening's answer as the wall says it: the published answer's own sentences, and its surprises. */
export async function readEvening(db: Database, inquiry: string, lang: Lang) {
  const everyone = await readEveryone(db, inquiry, lang);
  if (!everyone) return undefined;
  const { release } = everyone;
  const { sentences } = everyone.answer;
  const [first, second] = sentences.headline;
  const shape = release.tables.debate.cells[0]?.shape;
  const finding = sentences.map.filter(({ key }) => !/^everyone_map_(marks|fragile)/.test(key));
  return {
    release,
    shape,
    headline: (shape === undefined ? [first] : sentences.standfirst.slice(0, 2))
      .map(({ text }) => text)
      .join(' '),
    finding: finding.map(({ text }) => text).join(' '),
    /** People in the smallest mark of the drawing. */
    mark: Math.min(...release.tables.marks.cells.map(({ people }) => people)),
    common: saidOf(release, first, lang, 'everyone_headline_common', 'everyone_statement_share'),
    divide: saidOf(release, second, lang, 'everyone_headline_divide', 'everyone_statement_gap'),
    surprises: readable(
      surprisesOf(release, await forecastsByNumber(db, inquiry)).map((surprise) => ({
        ...surprise,
        texts: textsOf(release, surprise.statement),
      })),
      lang,
    ),
  };
}

/** Letters of statements that can be read across a room at once. */
const LETTERS = 560;

/** As many surprises as a wall has room for: two, where their statements are long. */
function readable<One extends { readonly texts: Texts }>(
  surprises: readonly One[],
  lang: Lang,
): readonly One[] {
  const letters = surprises.reduce((sum, { texts }) => sum + textIn(texts, lang).text.length, 0);
  return letters > LETTERS ? surprises.slice(0, 2) : surprises;
}

/** The statement that a sentence of the headline names, with its figures; else what the sentence says. */
function saidOf(
  release: Released<EveryoneRelease>,
  headline: { readonly key: string; readonly text: string; readonly figures: readonly string[] } | undefined,
  lang: Lang,
  names: string,
  figures: string,
): SaidOf | undefined {
  if (!headline?.key.startsWith(names))
    return headline && names.endsWith('common') ? { text: headline.text } : undefined;
  const number = Number(headline.figures[0].split('/')[1]);
  const said = answerStatement(release, number).filter(({ key }: Sentence) => key.startsWith(figures));
  return {
    texts: textsOf(release, number),
    text: said.map((sentence) => renderSentence(sentence, lang).text).join(' '),
  };
}

function textsOf(release: Released<EveryoneRelease>, number: number): Texts {
  return release.facts.statements.find((statement) => statement.number === number)?.texts ?? {};
}

/** The host's forecasts, as shares, by number of the statement. */
async function forecastsByNumber(db: Database, inquiry: string) {
  const rows = await db
    .selectFrom('forecast')
    .innerJoin('statement', (join) =>
      join
        .onRef('statement.inquiry', '=', 'forecast.inquiry')
        .onRef('statement.id', '=', 'forecast.statement'),
    )
    .select(['statement.number', 'forecast.agree'])
    .where('forecast.inquiry', '=', inquiry)
    .execute();
  return rows.map(({ number, agree }) => ({ statement: String(number), agree: agree / 100 }));
}
