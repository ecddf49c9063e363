import { textIn } from '#lib/components/textIn.ts';
import { readOwnBallot, readPutStatements } from '#lib/entry/data.server.ts';
import type { Guide } from '#lib/questions/everyone/next.server.ts';
import type { Store } from '#lib/store/openStore.ts';

/** A statement to ask, as a phone shows it. */
export interface Card {
  readonly statement: string;
  readonly number: number;
  readonly origin: 'host' | 'participant' | 'import';
  readonly text: string;
  /** Of the text, where it is not the reader's. */
  readonly lang?: string;
  /** Probability with which it was chosen: two digits, as many as are kept. */
  readonly shown: number;
}

/** Statements that a phone is given at a time: enough for the answers that are on their way. */
const AHEAD = 3;

/** What to ask somebody at her own pace, after the statements that she has before her already. */
export async function nextCards(
  { store: { db }, guide }: { readonly store: Pick<Store, 'db'>; readonly guide: Pick<Guide, 'next'> },
  who: {
    readonly inquiry: string;
    readonly secret: string;
    readonly lang: 'fr' | 'en';
    readonly ahead: readonly string[];
  },
): Promise<readonly Card[]> {
  const { inquiry, secret, lang, ahead } = who;
  const own = await readOwnBallot(db, inquiry, secret);
  if (!own) return [];
  const next = await guide.next(inquiry, secret, own.votes, { most: AHEAD, ahead });
  const statements = await readPutStatements(
    db,
    inquiry,
    next.map(({ statement }) => statement),
  );
  return next.flatMap(({ statement: id, probability }) => {
    const found = statements.find((one) => one.id === id);
    if (!found) return [];
    const shown = textIn(found.texts, lang);
    return {
      statement: id,
      number: found.number,
      origin: found.origin,
      text: shown.text,
      ...(shown.lang !== undefined && { lang: shown.lang }),
      shown: Number(probability.toPrecision(2)),
    };
  });
}
