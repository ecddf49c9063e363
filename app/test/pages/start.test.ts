import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort, type Instance, removeFolders, run, startInstance } from './instance.ts';

let instance: Instance;
beforeAll(async () => {
  instance = await startInstance();
});
afterAll(async () => {
  await instance?.stop();
  await removeFolders();
});

it('opens an empty box on a demonstration inquiry with its answer', async () => {
  const front = await (await fetch(`${instance.url}/en`)).text();
  expect(front.match(/<article/g)).toHaveLength(1);
  expect(front).toContain('Simulated');
});

it('refuses in one line a folder that another instance holds, and exits 2', async () => {
  const { code, out, err } = await run('start', '--port', String(await freePort()), '--data', instance.data);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err.trimEnd()).not.toContain('\n');
  expect(err).toContain(instance.data);
});

it('refuses in one line a port that is taken, and exits 2', async () => {
  const { code, err } = await run(
    'start',
    '--port',
    String(instance.port),
    '--data',
    `${instance.data}-other`,
  );
  expect(code).toBe(2);
  expect(err.trimEnd()).not.toContain('\n');
  expect(err).toContain(String(instance.port));
});

it.each([
  ['--port', '0'],
  ['--port', '70000'],
  ['--port', 'door'],
  ['--public-url', 'abord.example'],
  ['--public-url', 'ftp://abord.example/'],
])('refuses %s %s in one line, and exits 2', async (option, value) => {
  const { code, err } = await run('start', option, value, '--data', `${instance.data}-never`);
  expect(code).toBe(2);
  expect(err.trimEnd()).not.toContain('\n');
  expect(err).toContain(value);
});

it('ends with 0 on SIGTERM and leaves the folder to the next instance, its inquiries with it', async () => {
  const first = await startInstance();
  const before = await (await fetch(`${first.url}/fr`)).text();
  expect((await first.stop()).code).toBe(0);
  const second = await startInstance(first.data);
  expect(await (await fetch(`${second.url}/fr`)).text()).toBe(before);
  expect((await second.stop()).code).toBe(0);
});
