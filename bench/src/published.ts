import {
  anthropicFigures,
  eloundouFigures,
  frenchEstimate,
  iloFigures,
} from '../../app/test/references/publishedFigures.ts';

/** `npm run bench -- published`: published figures, recomputed from the published files by the engine. */
export async function main(): Promise<void> {
  const eloundou = await eloundouFigures();
  say(
    'Eloundou et al. 2023: occupation means',
    `${eloundou.occupations} occupations, ${eloundou.compared} figures, furthest apart ${eloundou.furthest.toExponential(1)}`,
  );
  for (const [join, { tenth, half, overTenth, overHalf }] of [
    ['by O*NET title', eloundou.workersByTitle],
    ['by SOC code', eloundou.workersBySoc],
  ] as const) {
    const people = (tenth.employment / 1e6).toFixed(1);
    say(
      `  workers, E1 + ½ E2 by people, ${join} (published 80 % and 19 %)`,
      `≥ 10 %: ${percent(tenth.value)}, ≥ 50 %: ${percent(half.value)}; > 10 %: ${percent(overTenth.value)}, > 50 %: ${percent(overHalf.value)} of ${people} million in ${tenth.entries} entries`,
    );
  }

  const { seen, occupations, reached } = await anthropicFigures();
  say(
    'Anthropic Economic Index, February 2025 (published 36 % and 4 %)',
    `${seen} wordings of tasks seen in use over ${occupations} occupations; ${reached
      .map(({ threshold, share }) => `≥ ${percent(threshold)} of tasks: ${percent(share)}`)
      .join(', ')}`,
  );

  const ilo = await iloFigures();
  say(
    'ILO 2025: unit groups by gradient (published 231, 84, 17, 44, 38, 13)',
    `${ilo.groups.length} = ${ilo.counts.map(([, count]) => count).join(', ')}; labels that the rule does not give: ${ilo.otherwise.length}`,
  );
  say(
    '  recomputed from task scores',
    `furthest mean ${ilo.furthestMean.toFixed(4)}, furthest spread ${ilo.furthestSpread.toFixed(4)}, mean of means ${ilo.mean.toFixed(3)}`,
  );

  const { exposed, highest } = await frenchEstimate();
  for (const [name, { value, low, high, employment }] of [
    ['exposed (gradients 1 to 4)', exposed],
    ['highest (gradient 4)', highest],
  ] as const) {
    say(
      `France 2018, our estimate, ${name}`,
      `${percent(value)}, between ${percent(low)} and ${percent(high)} however unit groups share their minor group, of ${(employment / 1e6).toFixed(2)} million`,
    );
  }
}

function say(what: string, figure: string): void {
  console.log(`${what}\n    ${figure}`);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
