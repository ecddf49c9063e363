import { createHmac } from 'node:crypto';
import { locate, nextStatement } from '@abord/opinion';
import type { Store } from '#lib/store/openStore.ts';
import type { Jobs } from '../jobs.ts';
import { type BoxDebate, readDebate } from './data.server.ts';
import type { NextInput, NextModel } from './fitNext.ts';

/** Milliseconds after which a model may be fitted anew, where people have voted since. */
const FRESH = 30_000;
/** Reading the box for it takes at most this share of a node's time. */
const READING = 0.05;
/** Answers for which the host's order comes first, where she gave one. */
const OPENING = 5;

/** Which statement somebody is asked next, at her own pace. */
export interface Guide {
  /**
   * The statement that is worth most to know of this person, and the probability with which it was chosen,
   * to be kept with her vote (`shown`). Nothing where none is left. `votes` are hers, by statement. The
   * same person is shown the same statement until she answers it or a new model is there.
   */
  next(
    inquiry: string,
    secret: string,
    votes: ReadonlyMap<string, 1 | -1 | 0>,
  ): Promise<{ readonly statement: string; readonly probability: number } | undefined>;
  /** Says that somebody voted. */
  voted(inquiry: string): void;
}

interface Known {
  model?: NextModel;
  /** Somebody has voted since the votes were read. */
  voted: boolean;
  /** On the process's clock: not fitted anew before. */
  due: number;
}

/** Starts without a model: every statement is then as likely. Models are fitted beside, in the worker. */
export function startGuide({
  store,
  engine,
}: {
  readonly store: Pick<Store, 'db'>;
  readonly engine: Pick<Jobs, 'next'>;
}): Guide {
  const { db } = store;
  const inquiries = new Map<string, Known>();

  function knownOf(inquiry: string): Known {
    const known = inquiries.get(inquiry) ?? { voted: true, due: Number.NEGATIVE_INFINITY };
    inquiries.set(inquiry, known);
    return known;
  }

  async function refresh(inquiry: string, known: Known): Promise<void> {
    known.voted = false;
    known.due = Number.POSITIVE_INFINITY;
    const begun = performance.now();
    try {
      const debate = await readDebate(db, inquiry);
      const took = performance.now() - begun;
      if (debate) known.model = await engine.next(inputOf(debate));
      known.due = begun + Math.max(FRESH, took / READING);
    } catch (error) {
      // The older model still serves, or none: votes are taken all the same.
      known.due = begun + FRESH;
      known.voted = true;
      process.emitWarning(`the next statement could not be worked out: ${(error as Error).message}`, {
        type: 'AbordGuide',
      });
    }
  }

  return {
    async next(inquiry, secret, votes) {
      const known = knownOf(inquiry);
      if (known.voted && performance.now() >= known.due) void refresh(inquiry, known);
      const rows = await db
        .selectFrom('statement')
        .select(['id', 'state', 'position'])
        .where('inquiry', '=', inquiry)
        .where('state', 'in', ['accepted', 'meta'])
        .where('voting', '=', 1)
        .orderBy('position')
        .orderBy('number')
        .execute();
      const left = rows.filter(({ id }) => !votes.has(id));
      const first = left.find(({ position }) => position !== null);
      if (first && votes.size < OPENING) return { statement: first.id, probability: 1 };
      // Questions about the person come last: they place nobody.
      const opinions = left.filter(({ state }) => state === 'accepted');
      const unseen = (opinions.length > 0 ? opinions : left).map(({ id }) => id);
      return unseen.length === 0 ? undefined : choose(unseen, votes, known.model, drawOf(secret, votes.size));
    },
    voted(inquiry) {
      knownOf(inquiry).voted = true;
    },
  };
}

/** Among those that the model knows; those newer than it wait for the next one, unless they alone are left. */
function choose(
  unseen: readonly string[],
  votes: ReadonlyMap<string, 1 | -1 | 0>,
  known: NextModel | undefined,
  uniform: number,
): { statement: string; probability: number } {
  const place = new Map(known?.statements.map((id, index) => [id, index]));
  const modelled = unseen.flatMap((id) => place.get(id) ?? []);
  if (!known || modelled.length === 0) {
    const { statement, probability } = nextStatement({ unseen: [...unseen.keys()], uniform });
    return { statement: unseen[statement], probability };
  }
  const given = [...votes].filter(([id]) => place.has(id));
  const person = locate(
    known.model,
    given.map(([id]) => place.get(id)!),
    given.map(([, value]) => value),
  );
  const { model, answered } = known;
  const { statement, probability } = nextStatement({ model, person, unseen: modelled, answered, uniform });
  return { statement: known.statements[statement], probability };
}

/** One uniform number a person and answer, that only her secret gives. */
function drawOf(secret: string, answers: number): number {
  const bits = createHmac('sha256', secret).update(`next ${answers}`).digest().readUInt32BE();
  return bits / 2 ** 32;
}

/** The votes on statements that are put to the vote, without their ballots. */
function inputOf({ ballots, statements, votes }: BoxDebate): NextInput {
  const put = statements.flatMap(({ state }, index) => (state === 'accepted' ? [index] : []));
  const place = new Map(put.map((index, place) => [index, place]));
  const kept = votes.statement.reduce<number[]>((kept, index, vote) => {
    if (place.has(index)) kept.push(vote);
    return kept;
  }, []);
  return {
    statements: put.map((index) => statements[index].id),
    people: ballots.length,
    votes: {
      person: Int32Array.from(kept, (vote) => votes.person[vote]),
      statement: Int32Array.from(kept, (vote) => place.get(votes.statement[vote])!),
      value: Int8Array.from(kept, (vote) => votes.value[vote]),
    },
  };
}
