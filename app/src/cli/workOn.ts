import type { Language, Mended, OwnWords, Scheme } from '@abord/work';
import { bytesOf } from '#lib/files/bytesOf.ts';
import { InputError } from '#lib/files/InputError.ts';
import { jobs } from '#lib/questions/jobs.ts';
import { isConfident } from '#lib/references/isConfident.ts';
import { type FoundOccupation, openReferences, type References } from '#lib/references/openReferences.ts';
import type { KnownTask } from '#lib/references/tasksByCode.ts';
import type { Locale } from './locale.ts';
import { progressLine } from './progressLine.ts';
import { workText } from './workText.ts';

/** What may be meant by one text. */
export interface WorkFound {
  readonly matches: readonly WorkMatch[];
  /** The first of them may be taken without asking twice. */
  readonly confident: boolean;
  /** Words of the title that no list knows. */
  readonly unknown: readonly string[];
  /** Words of it that were read as others that they may be. */
  readonly mended: readonly Mended[];
}

export interface WorkMatch {
  readonly scheme: Scheme;
  readonly code: string;
  readonly isco: string | null;
  readonly label: { readonly fr: string | null; readonly en: string | null };
  /** How probable it is that this is the occupation meant. */
  readonly score: number;
  /** Of its ISCO-08 group to generative AI: context, never destiny. */
  readonly exposure: { readonly mean: number; readonly sd: number; readonly source: string } | null;
  readonly tasks: readonly KnownTask[];
}

/** Finds the occupations of one text, or of each line of a file, and says them. */
export async function workOn(wanted: {
  readonly text?: string;
  readonly file?: string;
  readonly language?: Language;
  readonly scheme: Scheme;
  readonly top: number;
  readonly data: string;
  readonly json: boolean;
  readonly locale: Locale;
}): Promise<void> {
  const { text, file, language, json, locale } = wanted;
  const references = openReferences(wanted.data, { engine: jobs });
  const lines = file === undefined ? [text!] : await linesIn(file);
  const found: WorkFound[] = [];
  const progress = progressLine(locale, json);
  for (const [answered, line] of lines.entries()) {
    progress.tell({ answered, all: lines.length });
    const [title, ...tasks] = line.split('\t');
    const words: OwnWords = {
      title: title!,
      ...(tasks.length > 0 && { tasks: tasks.join(' ') }),
      ...(language && { language }),
    };
    found.push(await findWork(references, words, wanted));
  }
  progress.end();
  if (json) process.stdout.write(`${JSON.stringify(file === undefined ? found[0] : found)}\n`);
  else {
    const texts = found.map((one, at) => workText(one, lines[at]!, locale));
    process.stdout.write(`${texts.join('\n')}`);
  }
}

async function findWork(
  references: References,
  words: OwnWords,
  { scheme, top }: { readonly scheme: Scheme; readonly top: number },
): Promise<WorkFound> {
  const found = await references.match(words, { scheme, top });
  const { proposals, recognised, unknown, mended } = found;
  if (!recognised) return { matches: [], confident: false, unknown, mended };
  return {
    matches: proposals.map(({ code, confidence }) => {
      const occupation = references.occupation(scheme, code);
      return matchOf(references, occupation ?? { scheme, code, label: {} }, confidence);
    }),
    confident: isConfident(found),
    unknown,
    mended,
  };
}

function matchOf(
  references: References,
  { scheme, code, isco, label }: FoundOccupation,
  score: number,
): WorkMatch {
  const exposure = isco === undefined ? undefined : references.exposureOf(isco);
  return {
    scheme,
    code,
    isco: isco ?? null,
    label: { fr: label.fr ?? null, en: label.en ?? null },
    score,
    exposure: exposure ? { mean: exposure.mean, sd: exposure.sd, source: exposure.source } : null,
    tasks: references.tasksOf(scheme, code),
  };
}

/** One text a line; the last line end begins no further one. */
async function linesIn(file: string): Promise<readonly string[]> {
  const pieces = await Array.fromAsync(bytesOf(file));
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces));
  } catch (error) {
    throw new InputError('file-not-text', { file, line: 1 }, { cause: error });
  }
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  if (lines.length === 0) throw new InputError('file-empty', { file });
  return lines;
}
