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

/** A statement to ask, and the probability with which it was chosen, to be kept with her vote (`shown`). */
export interface Suggestion {
  readonly statement: string;
  readonly probability: number;
}

/** Which statements somebody is asked next, at her own pace. */
export interface Guide {
  /**
   * The statements that are worth most to know of this person, in the order in which to ask them: `most` at
   * most, fewer where fewer are left. `votes` are hers, by statement; `ahead` are statements that she has
   * before her already, and they come no second time. The same person is shown the same statement until
   * she answers it or a new model is there.
   */
  next(
    inquiry: string,
    secret: string,
    votes: ReadonlyMap<string, 1 | -1 | 0>,
    more?: { readonly most?: number; readonly ahead?: readonly string[] },
  ): Promise<readonly Suggestion[]>;
  /** Says that somebody voted. */
  voted(inquiry: string): void;
  /** Fits no more, and is silent about what is cut short: it comes before the engine is closed. */
  close(): void;
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
  let closed = false;

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
      if (closed) return;
      // The older model still serves, or none: votes are taken all the same.
      known.due = begun + FRESH;
      known.voted = true;
      process.emitWarning(`the next statement could not be worked out: ${(error as Error).message}`, {
        type: 'AbordGuide',
      });
    }
  }

  return {
    async next(inquiry, secret, votes, { most = 1, ahead = [] } = {}) {
      const known = knownOf(inquiry);
      if (known.voted && !closed && performance.now() >= known.due) void refresh(inquiry, known);
      const rows = await db
        .selectFrom('statement')
        .select(['id', 'state', 'position'])
        .where('inquiry', '=', inquiry)
        .where('state', 'in', ['accepted', 'meta'])
        .where('voting', '=', 1)
        .orderBy('position')
        .orderBy('number')
        .execute();
      const before = new Set([...votes.keys(), ...ahead]);
      let left = rows.filter(({ id }) => !before.has(id));
      const choose = chooser(votes, known.model);
      const chosen: Suggestion[] = [];
      while (chosen.length < most && left.length > 0) {
        const place = before.size + chosen.length;
        const first = place < OPENING ? left.find(({ position }) => position !== null) : undefined;
        // Questions about the person come last: they place nobody.
        const opinions = left.filter(({ state }) => state === 'accepted');
        const unseen = (opinions.length > 0 ? opinions : left).map(({ id }) => id);
        const one = first ? { statement: first.id, probability: 1 } : choose(unseen, drawOf(secret, place));
        chosen.push(one);
        left = left.filter(({ id }) => id !== one.statement);
      }
      return chosen;
    },
    voted(inquiry) {
      knownOf(inquiry).voted = true;
    },
    close() {
      closed = true;
    },
  };
}

/**
 * Chooses for who gave these votes. Among the statements that the model knows; those newer than it wait for
 * the next one, unless they alone are left.
 */
function chooser(
  votes: ReadonlyMap<string, 1 | -1 | 0>,
  known: NextModel | undefined,
): (unseen: readonly string[], uniform: number) => Suggestion {
  const place = new Map(known?.statements.map((id, index) => [id, index]));
  const given = [...votes].filter(([id]) => place.has(id));
  const person =
    known &&
    locate(
      known.model,
      given.map(([id]) => place.get(id)!),
      given.map(([, value]) => value),
    );
  return (unseen, uniform) => {
    const modelled = unseen.flatMap((id) => place.get(id) ?? []);
    if (!known || !person || modelled.length === 0) {
      const { statement, probability } = nextStatement({ unseen: [...unseen.keys()], uniform });
      return { statement: unseen[statement], probability };
    }
    const { model, answered } = known;
    const { statement, probability } = nextStatement({ model, person, unseen: modelled, answered, uniform });
    return { statement: known.statements[statement], probability };
  };
}

/** One uniform number a person and place in her order, that only her secret gives. */
function drawOf(secret: string, place: number): number {
  const bits = createHmac('sha256', secret).update(`next ${place}`).digest().readUInt32BE();
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
