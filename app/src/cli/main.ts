import { parseArgs } from 'node:util';
import { InputError } from '#lib/files/InputError.ts';
import type { AnyCommand } from './command.ts';
import { localeOf } from './locale.ts';

/** Every command, loaded only when it is asked for. */
const commands: Readonly<Record<string, () => Promise<AnyCommand>>> = {
  start: async () => (await import('./start.ts')).start,
  'host-link': async () => (await import('./hostLink.ts')).hostLink,
  effect: async () => (await import('./effect.ts')).effect,
  import: async () => (await import('./import.ts')).importCommand,
  pathways: async () => (await import('./pathways.ts')).pathways,
  opinion: async () => (await import('./opinion.ts')).opinion,
  references: async () => (await import('./references.ts')).references,
  rollout: async () => (await import('./rollout.ts')).rollout,
  work: async () => (await import('./work.ts')).work,
};

/** Options that every command understands. */
const everywhere = { help: { type: 'boolean', short: 'h' }, lang: { type: 'string' } } as const;

// The launcher is gone: its commands go with it, as on a polite kill.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();

// Whoever reads has read enough (`abord opinion … | head`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const words = process.argv.slice(2);
const asked = askedLanguage(words);
const locale = localeOf(asked, process.env);
try {
  await main(words.slice(words[0] === '--lang' ? 2 : words[0]?.startsWith('--lang=') ? 1 : 0));
} catch (error) {
  process.exitCode = await report(error);
}

async function main([name, ...rest]: readonly string[]): Promise<void> {
  if (name === undefined) throw new InputError('command-missing', {});
  if (name === '--help' || name === '-h' || name === 'help') {
    const { helpText } = await import('./help.ts');
    process.stdout.write(helpText(locale));
    return;
  }
  if (name === '--version') {
    const { default: manifest } = await import('../../package.json', { with: { type: 'json' } });
    process.stdout.write(`${manifest.version}\n`);
    return;
  }
  if (!Object.hasOwn(commands, name)) throw new InputError('command-unknown', { command: name });
  const command = await commands[name]();
  const { values, positionals: operands } = parse(name, command, rest);
  if (asked !== undefined && asked !== 'fr' && asked !== 'en') {
    throw new InputError('option-value-wrong', { option: '--lang', value: asked, command: name });
  }
  if ('help' in values) {
    const { commandHelpText } = await import('./help.ts');
    process.stdout.write(commandHelpText(command, locale));
    return;
  }
  const { usage } = command;
  const [least, most] = command.operands;
  if (operands.length < least) throw new InputError('operand-missing', { usage });
  if (operands.length > most) throw new InputError('operand-surplus', { operand: operands[most], usage });
  await command.run({ values, operands, locale });
}

function parse(name: string, command: AnyCommand, args: readonly string[]) {
  try {
    const options = { ...everywhere, ...command.options };
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw argumentProblem(name, error as NodeJS.ErrnoException);
  }
}

/** Node names the option in quotes, first thing in its message. */
function argumentProblem(command: string, error: NodeJS.ErrnoException): unknown {
  const option = /'([^' ,]+)/.exec(error.message.replace(/^(?:Unknown option|Option) /, ''))?.[1] ?? '';
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    return new InputError('option-unknown', { option, command });
  }
  if (error.code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return error;
  return error.message.includes('does not take')
    ? new InputError('option-value-surplus', { option, command })
    : new InputError('option-value-missing', { option, command });
}

/** The language must be known before the arguments are found to be wrong. */
function askedLanguage(args: readonly string[]): string | undefined {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  return at === -1 ? undefined : (args[at].split('=')[1] ?? args[at + 1]);
}

/** Says what went wrong in one line; 2 is for what people can put right, 1 for what we should. */
async function report(error: unknown): Promise<1 | 2> {
  const { sentence } = await import('#lib/files/sentence.ts');
  const known = sentence(error, locale);
  if (known !== undefined) {
    process.stderr.write(`${known}\n`);
    return 2;
  }
  const { m } = await import('#lib/words/messages.js');
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${m.error_unexpected({ reason }, { locale })}\n`);
  if (error instanceof Error && error.stack !== undefined) process.stderr.write(`${error.stack}\n`);
  return 1;
}
