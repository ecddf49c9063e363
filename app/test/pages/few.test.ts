import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Instance, removeFolders, run, startInstance } from './instance.ts';

let instance: Instance;
beforeAll(async () => {
  instance = await startInstance();
});
afterAll(async () => {
  await instance?.stop();
  await removeFolders();
});

it('says of a debate between two people that they are too few, and nothing of camps', async () => {
  const folder = `${instance.data}-other`;
  await mkdir(folder);
  const log = 'timestamp,datetime,comment-id,voter-id,vote\n1,x,0,1,1\n2,x,0,2,-1\n';
  await writeFile(join(folder, 'votes.csv'), log);
  const { out } = await run('import', 'polis', folder, '--data', instance.data, '--json');
  const { inquiry } = JSON.parse(out) as { inquiry: string };
  for (const [lang, few, camps] of [
    ['en', 'Too few to say', 'No clear camps'],
    ['fr', 'Trop peu pour le dire', 'Pas de camps nets'],
  ]) {
    const page = await fetch(`${instance.url}/${lang}/inquiry/${inquiry}/everyone`);
    const html = await page.text();
    expect([page.status, html.includes(few), html.includes(camps)]).toEqual([200, true, false]);
  }
});
