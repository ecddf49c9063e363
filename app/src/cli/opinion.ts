import { stat } from 'node:fs/promises';
import {
  type Analysis,
  analyse,
  contentSeed,
  fit,
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
import { m } from '#lib/words/messages.js';
import { command } from './command.ts';
import { opinionText } from './opinionText.ts';

/** `abord opinion PATH`: the engine's own result on a file that the caller brings; nothing is kept. */
export const opinion = command({
  usage: 'abord opinion PATH [--members] [--polis] [--seed N] [--predict FILE] [--json]',
  options: {
    members: { type: 'boolean', default: false },
    polis: { type: 'boolean', default: false },
    seed: { type: 'string' },
    predict: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
  operands: [1, 1],
  about: (locale) => m.cli_opinion_about({}, { locale }),
  aboutOptions: (locale) => ({
    members: m.cli_option_members({}, { locale }),
    polis: m.cli_option_polis({}, { locale }),
    seed: m.cli_option_seed({}, { locale }),
    predict: m.cli_option_predict({}, { locale }),
    json: m.cli_option_json({}, { locale }),
  }),
  async run({ values, operands: [path], locale }) {
    const givenSeed = values.seed === undefined ? undefined : seedOf(values.seed);
    const input = await readInput(path);
    const pairs =
      values.predict === undefined ? undefined : await readPairsFile(bytesOf(values.predict), values.predict);
    const seed = givenSeed ?? contentSeed(input.votes);
    const analysis = analyse(input.votes, { seed });
    const opinion = {
      ...figuresOf(analysis, input, values.members),
      ...(pairs && { predictions: predictionsOf(input, pairs, seed) }),
      ...(values.polis && { polis: polisOf(input, analysis) }),
    };
    process.stdout.write(
      values.json ? `${JSON.stringify(opinion)}\n` : opinionText(opinion, input.texts, locale),
    );
  },
});

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
  seed: number,
) {
  const model = fit(votes, { seed });
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
