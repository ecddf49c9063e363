import type { Solve } from '@abord/release';
import loadHighs, { type Highs } from 'highs';

let loading: Promise<Solve> | undefined;

/** The solver of linear programmes for the gate: HiGHS, loaded once, in the thread that first asks for it. */
export function solver(): Promise<Solve> {
  // Its types describe the CommonJS build; what is imported is the module.
  loading ??= (loadHighs as unknown as () => Promise<Highs>)().then(solveWith);
  return loading;
}

/** Tells HiGHS a programme in LP format. */
const solveWith =
  (highs: Highs): Solve =>
  ({ variables, objective, equations }) => {
    const goal = objective.map((coefficient, variable) => [variable, coefficient] as const);
    const rows = equations.map(({ terms, equals }) => `${sum(terms)} = ${equals}`);
    const bounds = objective.slice(0, variables).map((_, variable) => `x${variable} >= 0`);
    const { Status, ObjectiveValue } = highs.solve(
      ['Minimize', sum(goal), 'Subject To', ...rows, 'Bounds', ...bounds, 'End'].join('\n'),
    );
    return Status === 'Unbounded' ? Number.NEGATIVE_INFINITY : ObjectiveValue;
  };

function sum(terms: readonly (readonly [variable: number, coefficient: number])[]): string {
  return terms
    .filter(([, coefficient]) => coefficient !== 0)
    .map(([variable, coefficient]) => `${coefficient < 0 ? '-' : '+'} ${Math.abs(coefficient)} x${variable}`)
    .join(' ');
}
