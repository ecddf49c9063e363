import loadHighs from 'highs';
import type { Solve } from '../src/index.ts';

// Its types describe the CommonJS build; what is imported is the module.
const highs = await (loadHighs as unknown as typeof loadHighs.default)();

/** The solver of the tests: HiGHS, told the programme in LP format. */
export const solveWithHighs: Solve = ({ variables, objective, equations }) => {
  const sum = (terms: readonly (readonly [number, number])[]) =>
    terms
      .map(
        ([variable, coefficient]) => `${coefficient < 0 ? '-' : '+'} ${Math.abs(coefficient)} x${variable}`,
      )
      .join(' ');
  const goal = objective.flatMap((coefficient, variable) =>
    coefficient === 0 ? [] : [[variable, coefficient] as const],
  );
  const rows = equations.map(({ terms, equals }) => `${sum(terms)} = ${equals}`);
  const { Status, ObjectiveValue } = highs.solve(
    `Minimize\n${sum(goal)}\nSubject To\n${rows.join('\n')}\nBounds\n${Array.from({ length: variables }, (_, variable) => `x${variable} >= 0`).join('\n')}\nEnd`,
  );
  return Status === 'Unbounded' ? -Infinity : ObjectiveValue;
};
