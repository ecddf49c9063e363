#!/usr/bin/env node
// The launcher of the `abord` command. It runs on whatever Node starts it (18 or later) and hands over
// to the Node 24 that npm installed beside Abord, which runs the TypeScript sources as they are.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));

if (Number(process.versions.node.split('.')[0]) >= 24) {
  await import(main);
} else {
  const installed = dirname(createRequire(import.meta.url).resolve('node/package.json'));
  const node = join(installed, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  // The fourth channel tells the command that its launcher is gone, even after `kill -9`.
  const child = spawn(node, [main, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });

  const passOn = (signal) => {
    // A terminal has already sent its interrupt to both.
    if (signal === 'SIGINT' && process.stdin.isTTY) return;
    child.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, passOn);

  child.on('error', () => {
    const { LC_ALL, LC_MESSAGES, LANG } = process.env;
    const language = /^fr/i.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'fr' : 'en';
    const words = readFileSync(new URL(`../messages/${language}.json`, import.meta.url), 'utf8');
    process.stderr.write(`${JSON.parse(words).error_node_missing}\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    if (signal === null) {
      process.exitCode = code ?? 1;
      return;
    }
    process.removeListener(signal, passOn);
    process.kill(process.pid, signal);
  });
}
