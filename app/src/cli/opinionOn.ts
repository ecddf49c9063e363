import { stat } from 'node:fs/promises';
import {
  type Analysis,
  analyse,
  contentSeed,
  fit,
  type Model,
  polisCompatible,
  predict,
  votesFromArrays,
} from '@abord/opinion';
import { bytesOf } from '#lib/files/bytesOf.ts';
import { InputError } from '#lib/files/InputError.ts';
import { importPolis } from '#lib/questions/everyone/import.ts';
import { openPolisFolder } from '#lib/questions/everyone/openPolisFolder.ts';
import { type OpinionInput, opinionInput } from '#lib/questions/everyone/opinionInput.ts';
import { readPairsFile, readVotesFile } from '#lib/questions/everyone/votesFile.ts';
import type { Locale } from './locale.ts';
import { opinionText } from './opinionText.ts';

/** Reads the votes at `path`, has the engine analyse them and prints what it says. */
export async function opinionOn(
  path: string,
  wanted: {
    readonly members: boolean;
    readonly polis: boolean;
    readonly seed?: string;
    readonly predict?: string;
    readonly json: boolean;
    readonly locale: Locale;
  },
): Promise<void> {
  const { predict: pairsFile, locale } = wanted;
  const givenSeed = wanted.seed === undefined ? undefined : seedOf(wanted.seed);
  const input = await readInput(path);
  const pairs = pairsFile === undefined ? undefined : await readPairsFile(bytesOf(pairsFile), pairsFile);
  const seed = givenSeed ?? contentSeed(input.votes);
  const model = fit(input.votes, { seed });
  const analysis = analyse(input.votes, { seed, model });
  const opinion = {
    ...figuresOf(analysis, input, wanted.members),
    ...(pairs && { predictions: predictionsOf(input, pairs, model) }),
    ...(wanted.polis && { polis: polisOf(input, analysis) }),
  };
  process.stdout.write(
    wanted.json ? `${JSON.stringify(opinion)}\n` : opinionText(opinion, input.texts, locale),
  );
}

export type Opinion = ReturnType<typeof figuresOf> & {
  readonly predictions?: ReturnType<typeof predictionsOf>;
  readonly polis?: ReturnType<typeof polisOf>;
};

function seedOf(value: string): number {
  const seed = /^\d{1,10}$/.test(value) ? Number(value) : Number.NaN;
  if (!(seed < 2 ** 32))
    throw new InputError('option-value-wrong', { option: '--seed', value, command: 'opinion' });
  return seed;
}

async function readInput(path: string): Promise<OpinionInput> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return opinionInput(await importPolis(await openPolisFolder(path), () => ({})));
  return {
    votes: votesFromArrays(await readVotesFile(bytesOf(path), path)),
    texts: new Map(),
    leftOut: { statements: 0, votes: 0, participants: 0 },
  };
}

function figuresOf(analysis: Analysis, { votes, leftOut }: OpinionInput, members: boolean) {
  return {
    participants: analysis.people,
    statements: analysis.statements,
    votes: analysis.votes,
    leftOut,
    shape: analysis.shape,
    groups: analysis.groups.map((group, index) => ({
      ...group,
      ...(members && {
        members: votes.participants.filter((_, person) => analysis.groupOf[person] === index),
      }),
    })),
    segments: analysis.segments,
    axes: analysis.axes,
    commonGround: analysis.commonGround,
    divides: analysis.divides,
    statementsBy: analysis.statementsBy,
    method: analysis.method,
  };
}

function predictionsOf(
  { votes }: OpinionInput,
  pairs: readonly { participant: string; statement: string }[],
  model: Model,
) {
  const people = new Map(votes.participants.map((id, person) => [id, person]));
  const claims = new Map(votes.statements.map((id, statement) => [id, statement]));
  return pairs.map(({ participant, statement }) => ({
    participant,
    statement,
    agree: predict(model, people.get(participant) ?? -1, claims.get(statement) ?? -1),
  }));
}

/** With the groups that Polis gave, where the input brings them; with the engine's otherwise. */
function polisOf({ votes, polis }: OpinionInput, analysis: Analysis) {
  if (polis?.groups !== undefined) {
    const { moderated, meta, groups } = polis;
    return { groupsFrom: 'polis' as const, ...polisCompatible(polis.votes, { ...groups, moderated, meta }) };
  }
  const ids = analysis.groups.map(({ id }) => id);
  const given = polis ?? { votes, moderated: [], meta: [] };
  const groupOfId = new Map(votes.participants.map((id, person) => [id, analysis.groupOf[person]]));
  const groupOf = Int32Array.from(given.votes.participants, (id) => groupOfId.get(id) ?? -1);
  const { moderated, meta } = given;
  return { groupsFrom: 'abord' as const, ...polisCompatible(given.votes, { ids, groupOf, moderated, meta }) };
}
