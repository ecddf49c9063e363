import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { importPolis } from './import.ts';

const numbered = (number: number) => ({ en: `Statement ${number}` });

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

interface Files {
  summary?: string;
  comments?: string;
  votes?: string;
  matrix?: string;
}

function read({ summary, comments, votes, matrix }: Files) {
  return importPolis(
    {
      path: 'exports/lunch',
      name: 'lunch',
      ...(summary !== undefined && { summary: bytes(summary) }),
      ...(comments !== undefined && { comments: bytes(comments) }),
      ...(votes !== undefined && { votes: bytes(votes) }),
      ...(matrix !== undefined && { matrix: { file: 'participants-votes.csv', bytes: bytes(matrix) } }),
    },
    numbered,
  );
}

const log = (...rows: readonly string[]) =>
  ['timestamp,datetime,comment-id,voter-id,vote', ...rows].join('\n');
const comments = (...rows: readonly string[]) => ['comment-id,moderated,comment-body', ...rows].join('\n');

/** `person/statement=value`, the way a person would write the votes down. */
async function votesOf(files: Files): Promise<readonly string[]> {
  const { debate } = await read(files);
  const { person, statement, value } = debate.votes;
  return Array.from(
    value,
    (vote, i) => `${debate.people[person[i]].source}/${debate.statements[statement[i]].number}=${vote}`,
  );
}

describe('a Polis export', () => {
  test('counts the last vote by timestamp, whatever the order of rows and the time zone written', async () => {
    const votes = log(
      '300,Tue Feb 13 12:58:16 WIB 2018,0,1,-1',
      '100,Wed Feb 14 09:00:00 PDT 2018,0,1,1',
      '200,x,0,1,0',
      '100,x,0,2,1',
    );
    expect(await votesOf({ votes })).toEqual(['1/0=-1', '2/0=1']);
    expect((await read({ votes })).debate.refused).toEqual({ superseded: 2 });
  });

  test('takes unequal votes of the same millisecond for a pass, equal ones for themselves', async () => {
    const votes = log('5,x,0,1,1', '5,x,0,1,-1', '5,x,1,1,1', '5,x,1,1,1');
    expect(await votesOf({ votes })).toEqual(['1/0=0', '1/1=1']);
  });

  test('lists people by number, statements by number, whatever was written first', async () => {
    const { debate } = await read({
      votes: log('1,x,10,12,1', '1,x,9,3,1', '1,x,10,guest,0', '1,x,10,3,-1'),
    });
    expect(debate.people.map(({ source }) => source)).toEqual(['3', '12', 'guest']);
    expect(debate.statements.map(({ number }) => number)).toEqual([9, 10]);
  });

  test('reads the final matrix when there is no log, with gaps in ids, an xid column and empty cells', async () => {
    const matrix =
      'participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,1,4\n7,,1,0,2,1,1,1,-1\n9,a,,0,1,0,0,,0\n';
    expect(await votesOf({ matrix })).toEqual(['7/1=1', '7/4=-1', '9/4=0']);
    expect((await read({ matrix })).groups).toEqual(['1', undefined]);
    expect((await read({ matrix })).debate.days).toBeUndefined();
  });

  test('prefers the log to the matrix and counts where they differ', async () => {
    const votes = log('1,x,0,1,1', '1,x,1,1,1', '1,x,0,2,-1');
    const matrix = 'participant,group-id,0,1\n1,0,1,\n2,1,1,0\n';
    expect(await votesOf({ votes, matrix })).toEqual(['1/0=1', '1/1=1', '2/0=-1']);
    // 1/1 is only in the log, 2/1 only in the matrix, 2/0 not the same in both.
    expect((await read({ votes, matrix })).debate.refused).toEqual({ contradicted: 3 });
  });

  test('keeps what nobody moderated, sets refused and meta statements apart', async () => {
    const { debate } = await read({
      votes: log('1,x,0,1,1', '1,x,1,1,1', '1,x,2,1,1', '1,x,3,1,1'),
      comments:
        'comment-id,moderated,is-seed,is-meta,comment-body\n0,0,true,false,A\n1,1,false,false,B\n2,-1,false,false,C\n3,1,false,true,D\n4,1,false,false,E\n5,-1,false,false,F\n',
    });
    expect(debate.statements.map(({ number, state }) => [number, state])).toEqual([
      [0, 'accepted'],
      [1, 'accepted'],
      [2, 'refused'],
      [3, 'meta'],
      [4, 'accepted'],
    ]);
    expect(debate.refused).toEqual({ 'refused-unseen': 1 });
  });

  test('leaves out votes on statements that comments.csv does not list, and counts them', async () => {
    const files = { votes: log('1,x,0,1,1', '1,x,8,1,1', '1,x,8,2,1'), comments: comments('0,1,Soup') };
    expect(await votesOf(files)).toEqual(['1/0=1']);
    const { debate } = await read(files);
    expect(debate.refused).toEqual({ 'unknown-statement': 2 });
    expect(debate.people).toHaveLength(2);
  });

  test('numbers statements without comments.csv, and takes its title from the folder without summary.csv', async () => {
    const { debate } = await read({ votes: log('1,x,4,1,1') });
    expect(debate.statements).toEqual([{ number: 4, texts: { en: 'Statement 4' }, state: 'accepted' }]);
    expect(debate.title).toEqual({ und: 'lunch' });
    expect(debate.description).toEqual({});
  });

  test('reads Windows line ends, a byte order mark and texts over several lines', async () => {
    const { debate } = await read({
      summary: '\uFEFFtopic,"Lunch, or\r\ndinner"\r\nurl,https://pol.is/x\r\n',
      comments: '\uFEFFcomment-id,moderated,comment-body\r\n0,1,"Say ""soup"",\r\nnot broth"\r\n',
      votes: '\uFEFFtimestamp,datetime,comment-id,voter-id,vote\r\n1,x,0,1,1\r\n',
    });
    expect(debate.title).toEqual({ und: 'Lunch, or\r\ndinner' });
    expect(debate.statements[0].texts).toEqual({ und: 'Say "soup",\r\nnot broth' });
    expect(debate.source).toEqual({ name: 'Polis', url: 'https://pol.is/x' });
  });

  test('gives the first and the last day of voting, in universal time', async () => {
    // 1 518 501 496 471 ms is 13 February 2018, 05:58 UTC (date -u -d @1518501496).
    const votes = log('1518501496471,Mon Feb 12 21:58:16 PST 2018,0,1,1', '1518587896471,x,0,2,1');
    expect((await read({ votes })).debate.days).toEqual({ from: '2018-02-13', to: '2018-02-14' });
  });

  test('says of a language only what is sure', async () => {
    const texts = ['UberX 應該遵守相同的法律', 'Taxi', 'これは', '택시 기사'];
    const { debate } = await read({
      votes: log('1,x,0,1,1'),
      comments: comments(...texts.map((text, i) => `${i},1,${text}`)),
    });
    expect(debate.statements.map(({ texts }) => Object.keys(texts)[0])).toEqual(['zh', 'und', 'ja', 'ko']);
    const english = Array.from(
      { length: 8 },
      (_, i) => `${i},1,We should not be told what to do with the time of our days`,
    );
    const french = Array.from(
      { length: 8 },
      (_, i) => `${i},1,Il est temps que les équipes soient entendues dans les choix`,
    );
    const tagOf = async (rows: readonly string[]) =>
      Object.keys(
        (await read({ votes: log('1,x,0,1,1'), comments: comments(...rows) })).debate.statements[0].texts,
      )[0];
    expect(await tagOf(english)).toBe('en');
    expect(await tagOf(french)).toBe('fr');
    expect(await tagOf([...english.slice(4), ...french.slice(0, 4)])).toBe('und');
  });

  test('gives the same debate for the same events in any order', async () => {
    const event = fc.record({
      time: fc.nat(20),
      statement: fc.nat(6),
      person: fc.nat(8),
      vote: fc.constantFrom(1, -1, 0),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 60 }), fc.nat(), async (events, seed) => {
        const rows = events.map(
          ({ time, statement, person, vote }) => `${time},x,${statement},${person},${vote}`,
        );
        const shuffled = rows
          .map((row, i) => [(i * 7919 + seed) % 104_729, row] as const)
          .sort((a, b) => a[0] - b[0]);
        const { debate } = await read({ votes: log(...rows) });
        const again = await read({ votes: log(...shuffled.map(([, row]) => row)) });
        expect(again.debate).toEqual(debate);
        expect(debate.votes.value.length + (debate.refused.superseded ?? 0)).toBe(events.length);
      }),
      { numRuns: 60 },
    );
  });

  test('finds in a log the votes that a plain walk through time finds', async () => {
    const event = fc.record({ statement: fc.nat(4), person: fc.nat(4), vote: fc.constantFrom(1, -1, 0) });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 40 }), async (events) => {
        const last = new Map(events.map(({ person, statement, vote }) => [`${person}/${statement}`, vote]));
        const rows = events.map(
          ({ statement, person, vote }, time) => `${time},x,${statement},${person},${vote}`,
        );
        const expected = [...last].map(([pair, vote]) => `${pair}=${vote}`).sort();
        expect([...(await votesOf({ votes: log(...rows.reverse()) }))].sort()).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});
