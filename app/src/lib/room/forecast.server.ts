import { type Released, reopen } from '@abord/release';
import type { EveryoneRelease } from '#lib/questions/everyone/release.ts';
import { latestRelease } from '#lib/store/latestRelease.ts';
import type { Database } from '#lib/store/schema.ts';
import { type ForecastGap, type FoundAgreement, forecastGaps } from './forecastGaps.ts';

/** The leader's forecasts by statement id: percent who agree. The organisation's own document. */
export async function readForecasts(db: Database, inquiry: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('forecast')
    .select(['statement', 'agree'])
    .where('inquiry', '=', inquiry)
    .orderBy('statement')
    .execute();
  return new Map(rows.map(({ statement, agree }) => [statement, agree]));
}

/**
 * Ids of the statements of which a figure has been published: their forecast is sealed, whether there is
 * one or not.
 */
export async function sealedForecasts(db: Database, inquiry: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('release_cell')
    .innerJoin('statement', (join) =>
      join
        .onRef('statement.inquiry', '=', 'release_cell.inquiry')
        .on((eb) =>
          eb.or([
            eb('release_cell.cell', '=', eb.ref('statement.id')),
            eb('release_cell.cell', '=', eb.cast<string>('statement.number', 'text')),
          ]),
        ),
    )
    .select('statement.id')
    .distinct()
    .where('release_cell.inquiry', '=', inquiry)
    .where((eb) =>
      eb.or([
        eb('release_cell.question', '=', 'room'),
        eb.and([
          eb('release_cell.question', '=', 'everyone'),
          eb('release_cell.in_table', '=', 'statements'),
        ]),
      ]),
    )
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/**
 * Keeps forecasts, in percent; null takes one back. All or nothing: where a figure of one of the
 * statements has been published since the form was shown, its forecast is sealed and nothing changes.
 * Throws a RangeError for what is no whole percentage.
 */
export async function saveForecasts(
  db: Database,
  inquiry: string,
  forecasts: ReadonlyMap<string, number | null>,
): Promise<'sealed' | 'unknown-statement' | undefined> {
  for (const agree of forecasts.values()) {
    if (agree !== null && !(Number.isInteger(agree) && agree >= 0 && agree <= 100)) {
      throw new RangeError(`a forecast is a whole percentage, not ${agree}`);
    }
  }
  return db.transaction().execute(async (db) => {
    const kept = await readForecasts(db, inquiry);
    const changed = [...forecasts].filter(([statement, agree]) => (kept.get(statement) ?? null) !== agree);
    if (changed.length === 0) return undefined;
    const ids = changed.map(([statement]) => statement);
    const known = await db
      .selectFrom('statement')
      .select('id')
      .where('inquiry', '=', inquiry)
      .where('id', 'in', ids)
      .where('state', '=', 'accepted')
      .execute();
    if (known.length < ids.length) return 'unknown-statement';
    const sealed = await sealedForecasts(db, inquiry);
    if (ids.some((id) => sealed.has(id))) return 'sealed';
    await db.deleteFrom('forecast').where('inquiry', '=', inquiry).where('statement', 'in', ids).execute();
    const rows = changed.flatMap(([statement, agree]) =>
      agree === null ? [] : [{ inquiry, statement, agree }],
    );
    if (rows.length > 0) await db.insertInto('forecast').values(rows).execute();
    return undefined;
  });
}

/** Forecasts beside the published answer, the widest gap first; none while nothing is published. */
export async function readForecastGaps(db: Database, inquiry: string): Promise<readonly ForecastGap[]> {
  const forecasts = await readForecasts(db, inquiry);
  if (forecasts.size === 0) return [];
  const latest = await latestRelease(db, inquiry, 'everyone');
  if (!latest) return [];
  const statements = await db
    .selectFrom('statement')
    .select(['id', 'number'])
    .where('inquiry', '=', inquiry)
    .execute();
  const idOf = new Map(statements.map(({ id, number }) => [number, id]));
  const { tables }: Released<EveryoneRelease> = reopen(latest.bytes, latest.hash);
  const found = tables.statements.cells.flatMap(({ statement, people, share }): FoundAgreement[] => {
    const id = idOf.get(statement);
    const agree = { share: share.value, low: share.low, high: share.high };
    return id === undefined ? [] : [{ statement: id, people, agree }];
  });
  return forecastGaps(
    found,
    [...forecasts].map(([statement, agree]) => ({ statement, agree: agree / 100 })),
  );
}
