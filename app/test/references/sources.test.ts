import { expect, test } from 'vitest';
import { kinds } from '#lib/references/kinds.ts';
import { relations } from '#lib/references/relations.ts';
import sources from '../../../references/sources.json' with { type: 'json' };

const byId = new Map(sources.map((source) => [source.id, source]));

test('every source whose files can be added has its notice, and no other', () => {
  expect([...byId.keys()].sort()).toEqual([...new Set(kinds.map(({ source }) => source))].sort());
});

test('whoever wrote the sentences of tasks is named, whichever file they come in', () => {
  // O*NET asks for its maker, its licence, and to say that it does not stand behind what is made of it.
  for (const id of ['onet', 'eloundou', 'anthropic']) {
    const { publisher, licence, changed } = byId.get(id)!;
    expect([id, publisher]).toEqual([id, expect.stringMatching(/U\.S\. Department of Labor/)]);
    expect([id, licence]).toEqual([id, expect.stringMatching(/CC BY 4\.0/)]);
    expect([id, changed.en]).toEqual([id, expect.stringMatching(/neither endorsed nor checked/)]);
    expect([id, changed.fr]).toEqual([id, expect.stringMatching(/ni approuvé ni vérifié/)]);
  }
});

test('who joined the shares of conversations to occupations, and weighted them anew, is said', () => {
  const { publisher, changed } = byId.get('anthropic')!;
  expect(publisher).toContain('aei_data_analysis');
  expect(changed.en).toMatch(/weighted all of it anew/);
  expect(changed.fr).toMatch(/pondéré le tout de nouveau/);
});

test('that rows are left out is said of every source of which rows are', () => {
  const strict = relations.filter(({ lenient }) => !lenient).map(({ table }) => table.split(' ')[0]!);
  for (const id of new Set(strict)) {
    expect([id, byId.get(id)!.changed.en]).toEqual([id, expect.stringMatching(/lacks (?:are|is) left out/)]);
    expect([id, byId.get(id)!.changed.fr]).toEqual([id, expect.stringMatching(/laissées? de côté/)]);
  }
});
