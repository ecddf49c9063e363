import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { analyse } from '@abord/opinion';
import { release, reopen } from '@abord/release';
import { describe, expect, test } from 'vitest';
import { render } from '#lib/answer/render.ts';
import { answerEveryone } from '#lib/questions/everyone/answer.ts';
import { debateVotes } from '#lib/questions/everyone/debateVotes.ts';
import { importPolis } from '#lib/questions/everyone/import.ts';
import { openPolisFolder } from '#lib/questions/everyone/openPolisFolder.ts';
import { declareEveryone, type EveryoneRelease } from '#lib/questions/everyone/release.ts';
import { englishFaults, frenchFaults } from '../answer/typographyFaults.ts';

const folder = fileURLToPath(new URL('../../../../shared/data/polis', import.meta.url));

async function published(conversation: string) {
  const { debate } = await importPolis(await openPolisFolder(join(folder, conversation)), () => ({}));
  const { votes } = debateVotes(debate);
  const profiles = votes.participants.map(() => ({}));
  const { bytes, hash } = release(declareEveryone(debate, votes, profiles, analyse(votes)));
  const released = reopen<EveryoneRelease>(bytes, hash);
  const answer = answerEveryone(released);
  return { released, fr: render(answer, 'fr').sentences, en: render(answer, 'en').sentences };
}

describe.skipIf(!existsSync(folder))('published debates, in words (skipped without ../shared/data)', () => {
  test('london, 26 people, says that it is too few and draws nothing', async () => {
    const { released, fr, en } = await published('london.youth.policing');
    expect(fr.headline.map(({ text }) => text)).toEqual([
      'Trop peu de votes pour dire où l’on se rejoint et où l’on se sépare.',
    ]);
    expect(en.map[0].text).toBe('No map: too few votes to draw one.');
    expect(released.tables.marks.cells).toEqual([]);
    expect(released.tables.commonGround.cells).toEqual([]);
  });

  test('vtaiwan, a line, names its statements by number where they are not in the reader’s language', async () => {
    const { released, fr, en } = await published('vtaiwan.uberx');
    const [debate] = released.tables.debate.cells;
    expect(debate.shape).toBe('line');
    expect(fr.headline[0].text).toMatch(
      /^L’affirmation \d+\s: .* sont d’accord, d’un bout à l’autre du débat\.$/,
    );
    expect(en.headline[0].text).toMatch(
      /^Statement \d+: .* people agree, from one end of the debate to the other\.$/,
    );
    expect(fr.standfirst[0].text).toBe(`1\u202F${debate.people - 1000} personnes ont voté.`);
    for (const { text } of Object.values(fr).flat()) expect([text, frenchFaults(text)]).toEqual([text, []]);
    for (const { text } of Object.values(en).flat()) expect([text, englishFaults(text)]).toEqual([text, []]);
  });
});
