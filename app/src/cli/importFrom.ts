import { InputError } from '#lib/files/InputError.ts';
import { askInstance } from '#lib/instance/askInstance.ts';
import { debateToBytes } from '#lib/instance/debateBytes.ts';
import { lockInstance, runningInstance } from '#lib/instance/lockInstance.ts';
import type { Debate, Texts } from '#lib/questions/everyone/debate.ts';
import { importPolis } from '#lib/questions/everyone/import.ts';
import type { Imported } from '#lib/questions/everyone/mutations.server.ts';
import { openPolisFolder } from '#lib/questions/everyone/openPolisFolder.ts';
import type { StoreLocation } from '#lib/store/openStore.ts';
import { m } from '#lib/words/messages.js';
import type { Locale } from './locale.ts';

/** Reads the folder at `path`, makes an inquiry of it, publishes its answer and says so. */
export async function importFrom(
  source: string,
  path: string,
  wanted: {
    readonly title?: string;
    readonly data: string;
    readonly 'database-url'?: string;
    readonly json?: boolean;
    readonly locale: Locale;
  },
): Promise<void> {
  if (source !== 'polis') throw new InputError('source-unknown', { source });
  const { title, locale } = wanted;
  const progress = progressLine(locale);
  progress.reading();
  const { debate } = await importPolis(await openPolisFolder(path), numbered);
  const titled = title === undefined ? debate : { ...debate, title: { und: title } };
  const { imported, url } = await bringIn(titled, wanted.data, wanted['database-url'], progress);
  progress.end();
  process.stdout.write(
    wanted.json ? `${JSON.stringify(jsonOf(imported))}\n` : textOf(imported, titled, url, locale),
  );
}

function numbered(number: number): Texts {
  return {
    fr: m.cli_statement_numbered({ number }, { locale: 'fr' }),
    en: m.cli_statement_numbered({ number }, { locale: 'en' }),
  };
}

/** Through the instance that holds the data, if one runs; else directly. */
async function bringIn(
  debate: Debate,
  folder: string,
  databaseUrl: string | undefined,
  progress: Progress,
): Promise<{ imported: Imported; url?: string }> {
  if (databaseUrl !== undefined) return { imported: await writeTo({ databaseUrl }, debate, progress) };
  const running = runningInstance(folder);
  if (running?.url !== undefined) {
    const { url, token = '' } = running;
    const imported = await askInstance<Imported>(
      { folder, url, token },
      '/-/import',
      debateToBytes(debate),
      (reply) => ('done' in reply ? progress.votes(reply.done, reply.all) : progress.releasing()),
    );
    return { imported, url };
  }
  const unlock = lockInstance(folder, {});
  try {
    return { imported: await writeTo({ data: folder }, debate, progress) };
  } finally {
    unlock();
  }
}

/** Loads the store only now: whatever is wrong with the files has been said by then. */
async function writeTo(location: StoreLocation, debate: Debate, progress: Progress): Promise<Imported> {
  const { openStore } = await import('#lib/store/openStore.ts');
  const { importAndRelease } = await import('#lib/questions/everyone/mutations.server.ts');
  const { jobs } = await import('#lib/questions/jobs.ts');
  const store = await openStore(location);
  try {
    return await importAndRelease({ store, engine: jobs }, debate, {
      onVotes: progress.votes,
      onRelease: progress.releasing,
    });
  } finally {
    await store.close();
  }
}

interface Progress {
  reading(): void;
  votes(done: number, all: number): void;
  releasing(): void;
  end(): void;
}

/** One line that changes in place, for a person who watches; nothing for a file or another program. */
function progressLine(locale: Locale): Progress {
  const { stderr } = process;
  const number = new Intl.NumberFormat(locale);
  const show = (line: string) => {
    if (stderr.isTTY) stderr.write(`\r\u001b[K${line}`);
  };
  return {
    reading: () => show(m.cli_import_reading({}, { locale })),
    votes: (done, all) =>
      show(m.cli_import_progress({ done: number.format(done), all: number.format(all) }, { locale })),
    releasing: () => show(m.cli_import_releasing({}, { locale })),
    end: () => show(''),
  };
}

function jsonOf({ inquiry, participants, statements, votes, refused }: Imported) {
  const all = Object.values(refused).reduce((sum, count) => sum + count, 0);
  return { inquiry, participants, statements, votes, refused: all, refusedBy: refused };
}

function textOf(imported: Imported, debate: Debate, url: string | undefined, locale: Locale): string {
  const number = new Intl.NumberFormat(locale);
  const format = (count: number) => number.format(count);
  const path = `/${locale}/inquiry/${imported.inquiry}/everyone`;
  const left = [
    ['superseded', m.cli_import_left_superseded],
    ['unknown-statement', m.cli_import_left_unknown_statement],
    ['refused-unseen', m.cli_import_left_refused_unseen],
    ['contradicted', m.cli_import_left_contradicted],
  ] as const;
  return [
    m.cli_import_done(
      {
        title: Object.values(debate.title)[0],
        participants: format(imported.participants),
        statements: format(imported.statements),
        votes: format(imported.votes),
      },
      { locale },
    ),
    ...left.flatMap(([reason, say]) =>
      reason in imported.refused ? [say({ count: format(imported.refused[reason]) }, { locale })] : [],
    ),
    m.cli_import_again({}, { locale }),
    url === undefined
      ? m.cli_import_address_later({ path }, { locale })
      : m.cli_import_address({ url: new URL(path, url).href }, { locale }),
    '',
  ].join('\n');
}
