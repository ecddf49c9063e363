import type { Selectable } from 'kysely';
import type { Texts } from '#lib/questions/everyone/debate.ts';
import type { Database, InquiryTable } from '#lib/store/schema.ts';

/** One inquiry, as its set-up describes it. */
export interface Inquiry {
  readonly id: string;
  readonly title: Texts;
  readonly description: Texts;
  readonly organisation: Texts;
  readonly simulated: boolean;
  readonly entry: InquiryTable['entry'];
  readonly state: InquiryTable['state'];
  readonly source?: { readonly name: string; readonly url?: string; readonly licence?: string };
  readonly days?: { readonly from: string; readonly to: string };
  /** Either end where only that one is known. */
  readonly firstDay?: string;
  readonly lastDay?: string;
  readonly headcount?: number;
  /** People behind any figure, where the organisation asked for more than the default. */
  readonly figureMinimum?: number;
  /** What was left out on the way in, counted by reason. */
  readonly refused: Readonly<Record<string, number>>;
  /** The day on which it entered this box. */
  readonly day: string;
  /** Months for which ballots are kept after the last day. */
  readonly keepMonths: number;
  /** The day on which they were erased for good. */
  readonly erasedDay?: string;
  /** What people type to join; absent: nobody joins by code. */
  readonly code?: string;
  /** Keys of the questions asked, in order, and the inquiry's own, in its words. */
  readonly questions: readonly (string | Texts)[];
  /** Languages in which statements are kept. */
  readonly languages: readonly string[];
  /** Of an inquiry by token: enough have drawn one, and they may be spent. */
  readonly doorOpen?: true;
  readonly attributes: readonly Attribute[];
}

export interface Attribute {
  readonly key: string;
  readonly label: Texts;
  readonly values: readonly { readonly key: string; readonly label: Texts; readonly headcount?: number }[];
}

/** The inquiries of this instance, the newest day first, then by id. Without their attributes. */
export async function listInquiries(db: Database): Promise<Omit<Inquiry, 'attributes'>[]> {
  const rows = await db.selectFrom('inquiry').selectAll().orderBy('day', 'desc').orderBy('id').execute();
  return rows.map(inquiryOf);
}

/** Id of the inquiry that people join by this code; nothing where there is none. */
export async function inquiryByCode(db: Database, code: string): Promise<string | undefined> {
  const row = await db.selectFrom('inquiry').select('id').where('code', '=', code).executeTakeFirst();
  return row?.id;
}

/** One inquiry with its attributes in their order; nothing where there is none of this id. */
export async function readInquiry(db: Database, id: string): Promise<Inquiry | undefined> {
  const row = await db.selectFrom('inquiry').selectAll().where('id', '=', id).executeTakeFirst();
  // Asked whether there is one or not, so that nobody tells by the time whether one is being prepared.
  const attributes = await db
    .selectFrom('attribute')
    .select(['key', 'label'])
    .where('inquiry', '=', id)
    .orderBy('position')
    .orderBy('key')
    .execute();
  const values = await db
    .selectFrom('attribute_value')
    .select(['attribute', 'key', 'label', 'headcount'])
    .where('inquiry', '=', id)
    .orderBy('position')
    .orderBy('key')
    .execute();
  if (!row) return undefined;
  return {
    ...inquiryOf(row),
    attributes: attributes.map(({ key, label }) => ({
      key,
      label: JSON.parse(label),
      values: values
        .filter(({ attribute }) => attribute === key)
        .map(({ key, label, headcount }) => ({
          key,
          label: JSON.parse(label),
          ...(headcount !== null && { headcount }),
        })),
    })),
  };
}

function inquiryOf(row: Selectable<InquiryTable>): Omit<Inquiry, 'attributes'> {
  const { first_day, last_day, headcount } = row;
  return {
    id: row.id,
    title: JSON.parse(row.title),
    description: JSON.parse(row.description),
    organisation: JSON.parse(row.organisation),
    simulated: row.simulated === 1,
    entry: row.entry,
    state: row.state,
    ...(row.source && { source: JSON.parse(row.source) }),
    ...(first_day && last_day && { days: { from: first_day, to: last_day } }),
    ...(first_day && { firstDay: first_day }),
    ...(last_day && { lastDay: last_day }),
    ...(headcount !== null && { headcount }),
    ...(row.figure_minimum !== null && { figureMinimum: row.figure_minimum }),
    refused: JSON.parse(row.refused),
    day: row.day,
    keepMonths: row.keep_months,
    ...(row.erased_day !== null && { erasedDay: row.erased_day }),
    ...(row.code !== null && { code: row.code }),
    questions: JSON.parse(row.questions),
    languages: JSON.parse(row.languages),
    ...(row.door === 1 && { doorOpen: true }),
  };
}
