import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { abord } from './abord.ts';

describe('abord', () => {
  test('lists its commands, in the language of the machine or the one asked for', async () => {
    const english = await abord(['--help']);
    expect(english).toMatchObject({ code: 0, stderr: '' });
    for (const command of [
      'start',
      'host-link',
      'import polis PATH',
      'opinion PATH',
      'references add PATH',
      'work TEXT',
    ]) {
      expect(english.stdout).toContain(`abord ${command}`);
    }
    const french = await abord(['--help'], { LC_ALL: '', LANG: 'fr_FR.UTF-8' });
    expect(french.stdout).toContain('Commandes');
    expect((await abord(['--lang', 'fr', '--help'])).stdout).toBe(french.stdout);
    expect((await abord(['--help', '--lang=en'], { LANG: 'fr_FR.UTF-8' })).stdout).toBe(english.stdout);
  });

  test.each(['start', 'host-link', 'import', 'opinion', 'references', 'work'])(
    'explains %s and each of its options',
    async (name) => {
      const { code, stdout } = await abord([name, '--help']);
      expect(code).toBe(0);
      expect(stdout).toContain(`abord ${name}`);
      const [usage] = stdout.split('\n');
      for (const [, option] of usage.matchAll(/\[(--[a-z-]+)/g)) expect(stdout).toContain(`\n  ${option} `);
    },
  );

  test('says its version', async () => {
    expect((await abord(['--version'])).stdout).toBe(`${manifest.version}\n`);
  });

  test.each([
    [[], 'A command is missing; “abord --help” lists them.'],
    [['fly'], '“fly” is not a command; “abord --help” lists them.'],
    [['constructor'], '“constructor” is not a command; “abord --help” lists them.'],
    [['--fly'], '“--fly” is not a command; “abord --help” lists them.'],
    [
      ['import', 'polis', '.', '--fly'],
      '“--fly” is not an option of this command; “abord import --help” lists them.',
    ],
    [
      ['import', 'polis', '.', '-x'],
      '“-x” is not an option of this command; “abord import --help” lists them.',
    ],
    [['import', 'polis', '.', '--title'], 'The option “--title” needs a value; see “abord import --help”.'],
    [
      ['import', 'polis', '.', '--json=yes'],
      'The option “--json” takes no value; see “abord import --help”.',
    ],
    [['import', 'csv', '.'], '“csv” is not a source that is known; Abord can import: polis.'],
    [['opinion', '.', '--lang', 'de'], '“de” does not suit the option “--lang”; see “abord opinion --help”.'],
    [['opinion', '.', '--seed', '-1'], 'The option “--seed” needs a value; see “abord opinion --help”.'],
    [
      ['opinion', '.', '--seed', '1e3'],
      '“1e3” does not suit the option “--seed”; see “abord opinion --help”.',
    ],
    [
      ['opinion', '.', '--seed', '4294967296'],
      '“4294967296” does not suit the option “--seed”; see “abord opinion --help”.',
    ],
    // Names and ballots in one database; the password stays unsaid.
    [
      ['start', '--database-url', 'postgres://a:b@db/abord', '--roster-url', 'postgres://c:sésame@db/abord'],
      '“postgres://…@db/abord” does not suit the option “--roster-url”; see “abord start --help”.',
    ],
  ])('refuses %j in one line, with exit code 2', async (args, line) => {
    expect(await abord(args)).toEqual({ code: 2, stdout: '', stderr: `${line}\n` });
  });

  test('shows how a command is used when an operand is missing or too many', async () => {
    const usage = 'abord import polis PATH [--title T] [--data DIR] [--database-url URL] [--json]';
    expect((await abord(['import', 'polis'])).stderr).toBe(
      `The command lacks something; its use: ${usage}\n`,
    );
    expect((await abord(['import', 'polis', 'a', 'b'])).stderr).toBe(`“b” is one too many; use: ${usage}\n`);
  });

  test('keeps a hostile argument on one line', async () => {
    const { stderr } = await abord(['opinion', 'no\nsuch\u001b[31m\rfile']);
    expect(stderr).toBe('no such [31m file: there is no such file or folder.\n');
  });
});
