// `npm test`: finds or installs what the tests need, runs them all once, and ends with the count.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromiumPath, preferShell } from './chromium.ts';
import { installOnDebian } from './installOnDebian.ts';
import { postgresBinaries } from './postgres.ts';

const root = resolve(import.meta.dirname, '../../..');
const everything = process.env.CI === 'true';

const missing = [published(), postgres(), chromium()].filter((sentence) => sentence !== undefined);
for (const sentence of missing) console.error(sentence);
if (missing.length && everything) {
  console.log(`0 passed, ${missing.length} failed, 0 skipped`);
  process.exit(1);
}
process.exit(run(process.argv.slice(2)));

function published(): string | undefined {
  if (existsSync(resolve(root, '../shared/data'))) return undefined;
  return 'The published data in ../shared/data is missing: the tests that read it are left out.';
}

function postgres(): string | undefined {
  if (postgresBinaries()) return undefined;
  // Debian would otherwise make and start a server of its own.
  const settings = '/etc/postgresql-common/createcluster.conf';
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version') && !existsSync(settings)) {
    mkdirSync('/etc/postgresql-common', { recursive: true });
    writeFileSync(settings, 'create_main_cluster = false\n');
  }
  if (installOnDebian(['postgresql']) && postgresBinaries()) return undefined;
  return 'No PostgreSQL server is installed: the tests that need one are left out (please install PostgreSQL 15 or newer).';
}

function chromium(): string | undefined {
  // Where everything must run, the minute that it takes comes back several times.
  if (everything) preferShell();
  try {
    chromiumPath();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The part of the JSON that Vitest writes that the last line is made from. */
interface Report {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

function run(args: readonly string[]): number {
  const folder = mkdtempSync(join(tmpdir(), 'abord-test-'));
  const path = join(folder, 'report.json');
  const { status } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${path}`,
      ...args,
    ],
    { cwd: root, stdio: 'inherit' },
  );
  if (!existsSync(path)) return status || 1;
  const report: Report = JSON.parse(readFileSync(path, 'utf8'));
  rmSync(folder, { recursive: true });
  // A file that cannot be loaded, or whose preparation fails, fails without a failed test.
  const unprepared = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some(({ status }) => status === 'failed'),
  ).length;
  const failed = report.numFailedTests + unprepared;
  const skipped = report.numPendingTests + report.numTodoTests;
  console.log(`${report.numPassedTests} passed, ${failed} failed, ${skipped} skipped`);
  return failed ? 1 : (status ?? 1);
}
