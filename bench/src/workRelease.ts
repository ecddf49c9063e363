/**
 * `npm run bench -- workRelease [people]`: what people said of their work, from plain data to frozen bytes, with both
 * audits, at four sizes up to 10,000 people in 88 jobs, a few of them common and most rare, with three lists.
 */

import { choice, type Random, random } from '@abord/numbers';
import { freezeWork, type NamelessWork } from '../../app/src/lib/questions/work/freezeWork.ts';
import { skillKeys, type WorkSaid } from '../../app/src/lib/questions/work/schema.ts';
import { builtInJobs } from '../../app/src/lib/references/builtInJobs.ts';
import { solveWithHighs } from '../../packages/release/test/solveWithHighs.ts';

const jobs = [...builtInJobs.values()];
/** The first job is twice as common as the second, three times as the third, and so on. */
const common = jobs.map((_, place) => 1 / (place + 1));
const lists = { site: 5, shift: 3, age: 4 };

export async function main([most = '10000']: readonly string[]): Promise<void> {
  freezeWork(workOf(150, random(7)), solveWithHighs);
  console.log('people · families · cells shown · not shown · kB · seconds of processor');
  for (const part of [67, 20, 5, 1]) {
    const people = Math.round(Number(most) / part);
    const work = workOf(people, random(1));
    const begun = process.cpuUsage();
    const { frozen } = freezeWork(work, solveWithHighs);
    const { user, system } = process.cpuUsage(begun);
    const families = frozen.behind.filter(({ table }) => table === 'families').length;
    console.log(
      `${people} · ${families} · ${frozen.behind.length} · ${frozen.refused.length} · ${Math.round(frozen.bytes.length / 1_000)} · ${((user + system) / 1e6).toFixed(1)}`,
    );
  }
}

function workOf(people: number, source: Random): NamelessWork {
  const attributes = Object.entries(lists).map(([key, count]) => ({
    key,
    label: { en: key },
    values: Array.from({ length: count }, (_, place) => ({
      key: String(place),
      label: { en: String(place) },
    })),
  }));
  return {
    inquiry: { title: {}, organisation: {}, simulated: true, entry: 'codes', attributes },
    said: Array.from({ length: people }, () => saidBy(source)),
    profiles: Object.fromEntries(
      attributes.map(({ key, values }) => [
        key,
        Int16Array.from({ length: people }, () => Math.floor(source() * values.length)),
      ]),
    ),
  };
}

function saidBy(source: Random): WorkSaid {
  const job = jobs[choice(source(), common)];
  const named = () => skillKeys.filter(() => source() < 0.1);
  return {
    job: job.id,
    isco: job.isco,
    tasks: job.tasks
      .filter(() => source() < 0.8)
      .map(({ id }) => {
        const share = (['much', 'some', 'little'] as const)[choice(source(), [1, 2, 1])];
        const use = (['none', 'tried', 'yes'] as const)[choice(source(), [6, 1, 3])];
        if (use !== 'yes') return { task: id, share, use };
        return {
          ...{ task: id, share, use, since: 'months' as const, time: 'less' as const },
          mode: source() < 0.3 ? ('alone' as const) : ('together' as const),
          quality: (['better', 'same', 'worse'] as const)[choice(source(), [5, 3, 1])],
        };
      }),
    skills: { gain: named(), lose: named(), need: named(), trained: named() },
  };
}
