import type { Inquiry } from '#lib/inquiry/data.server.ts';
import { type Comment, readOwnComment } from '#lib/questions/everyone/comments/data.server.ts';
import type { Texts } from '#lib/questions/everyone/debate.ts';
import { readOwnGains } from '#lib/questions/gains/data.server.ts';
import type { GainsSaid } from '#lib/questions/gains/schema.ts';
import { listTrials, readOwnTasks } from '#lib/questions/gains/trials/data.server.ts';
import { type ShownTask, shownTask } from '#lib/questions/gains/trials/shownTask.ts';
import { readOwnWork } from '#lib/questions/work/data.server.ts';
import type { TaskSaid, WorkSaid } from '#lib/questions/work/schema.ts';
import { builtInJobs, builtInTasks, type Job } from '#lib/references/builtInJobs.ts';
import type { Database } from '#lib/store/schema.ts';
import { findBallot, listOwnStatements, type OwnStatement } from './data.server.ts';

/** Everything that the box keeps under one secret, for its holder alone. */
export interface OwnFile {
  /** The day on which she came in. */
  readonly day?: string;
  /** What she said of herself, from the inquiry's lists. */
  readonly profile: readonly { readonly list: Texts; readonly value: Texts }[];
  readonly votes: readonly OwnVote[];
  readonly wrote: readonly Omit<OwnStatement, 'id'>[];
  readonly comment?: Omit<Comment, 'id'>;
  readonly practice?: Omit<Comment, 'id'>;
  readonly work?: OwnWork;
  readonly gains?: GainsSaid;
  /** Her tasks, in each trial in which she has some; a measured time comes once she has guessed it. */
  readonly trials: readonly {
    readonly number: number;
    readonly question: Texts;
    readonly tasks: readonly ShownTask[];
  }[];
}

/** What she said of her work, as it is kept, with the words that she read. */
export interface OwnWork extends WorkSaid {
  readonly title?: Job['title'];
  readonly tasks: (TaskSaid & { readonly texts: Texts })[];
}

export interface OwnVote {
  readonly statement: number;
  readonly texts: Texts;
  readonly vote: 'agree' | 'disagree' | 'pass';
  /** How likely it was, of all the statements, that this one was shown to her: 0 to 1, where it was drawn. */
  readonly shown?: number;
}

/**
 * Reads it; nothing where no ballot of this inquiry has this secret. Ids are left out: they are the box's own,
 * and so is the secret, which whoever reads the file should not get with it.
 */
export async function readOwnFile(
  db: Database,
  inquiry: Inquiry,
  secret: string,
): Promise<OwnFile | undefined> {
  const ballot = await findBallot(db, inquiry.id, secret);
  if (!ballot) return undefined;
  const profile = JSON.parse(ballot.profile) as Readonly<Record<string, string>>;
  const comment = await readOwnComment(db, inquiry.id, secret);
  const practice = await readOwnComment(db, inquiry.id, secret, 'practice');
  const work = await readOwnWork(db, inquiry.id, secret);
  const gains = await readOwnGains(db, inquiry.id, secret);
  return {
    ...(ballot.day !== null && { day: ballot.day }),
    profile: inquiry.attributes.flatMap(({ key, label, values }) => {
      const value = values.find((value) => value.key === profile[key]);
      return value ? [{ list: label, value: value.label }] : [];
    }),
    votes: await votesOf(db, inquiry.id, ballot.id),
    wrote: (await listOwnStatements(db, inquiry.id, secret)).map(({ id: _, ...statement }) => statement),
    ...(comment && { comment: withoutId(comment) }),
    ...(practice && { practice: withoutId(practice) }),
    ...(work && { work: withWords(work) }),
    ...(gains && { gains }),
    trials: await trialsOf(db, inquiry.id, secret),
  };
}

async function trialsOf(db: Database, inquiry: string, secret: string): Promise<OwnFile['trials']> {
  const trials = [];
  for (const { number, plan } of await listTrials(db, inquiry)) {
    const tasks = await readOwnTasks(db, { inquiry, secret, number });
    if (tasks.length > 0) trials.push({ number, question: plan.question, tasks: tasks.map(shownTask) });
  }
  return trials;
}

function withWords({ tasks, ...said }: WorkSaid): OwnWork {
  const job = said.job === undefined ? undefined : builtInJobs.get(said.job);
  return {
    ...said,
    ...(job && { title: job.title }),
    tasks: tasks.map((task) => {
      const { fr = '', en = '' } = builtInTasks.get(task.task) ?? {};
      return { ...task, texts: { fr, en } };
    }),
  };
}

function withoutId({ id: _, ...comment }: Comment): Omit<Comment, 'id'> {
  return comment;
}

const names = { '1': 'agree', '-1': 'disagree', '0': 'pass' } as const;

async function votesOf(db: Database, inquiry: string, ballot: string): Promise<OwnVote[]> {
  const votes = new Map<string, { value: 1 | -1 | 0; shown: number | null }>();
  // One that waits in the intake is the newer of two, and is read first: one that moves is not missed.
  for (const table of ['vote_intake', 'vote'] as const) {
    const rows = await db
      .selectFrom(table)
      .select(['statement', 'value', 'shown'])
      .where('inquiry', '=', inquiry)
      .where('ballot', '=', ballot)
      .execute();
    for (const { statement, value, shown } of rows) {
      const newer = votes.get(statement);
      // How it was first shown is what is kept.
      votes.set(statement, newer ? { ...newer, shown: shown ?? newer.shown } : { value, shown });
    }
  }
  if (votes.size === 0) return [];
  const statements = await db
    .selectFrom('statement')
    .select(['id', 'number', 'texts'])
    .where('inquiry', '=', inquiry)
    .where('id', 'in', [...votes.keys()])
    .orderBy('number')
    .execute();
  return statements.map(({ id, number, texts }) => {
    const { value, shown } = votes.get(id)!;
    return {
      statement: number,
      texts: JSON.parse(texts),
      vote: names[value],
      ...(shown !== null && { shown: shown / 1_000_000 }),
    };
  });
}
