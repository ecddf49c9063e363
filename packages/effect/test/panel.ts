import { readFileSync } from 'node:fs';
import { dummies, factorOf, leastSquares } from '../src/index.ts';

interface Figures {
  readonly se: number;
  readonly df: number;
  readonly p: number;
}

/** Worked by R 4.2.2 with clubSandwich 0.5.8 and sandwich 3.0-2: golden/panel.R. */
export const golden: {
  readonly data: readonly {
    readonly team: number;
    readonly person: string;
    readonly week: number;
    readonly ai: number;
    readonly forecast: number;
    readonly y: number;
  }[];
  readonly covariance: readonly number[];
  readonly twoWay: { readonly se: number };
  readonly wald: {
    readonly f: number;
    readonly numerator: number;
    readonly denominator: number;
    readonly p: number;
  };
} & Readonly<
  Record<
    'plain' | 'rows' | 'weeks' | 'persons' | 'personRows' | 'both',
    { estimate: number } & Record<string, Figures>
  >
> = JSON.parse(readFileSync(new URL('golden/panel.json', import.meta.url), 'utf8'));

const column = <Name extends 'team' | 'week' | 'ai' | 'forecast' | 'y'>(name: Name) =>
  golden.data.map((row) => row[name]);
export const team = factorOf(column('team'));
export const person = factorOf(golden.data.map((row) => row.person));
export const week = factorOf(column('week'));
export const row = factorOf(golden.data.map((_, index) => index));

export const model = {
  outcome: column('y'),
  terms: [
    { name: 'ai', values: column('ai') },
    { name: 'forecast', values: column('forecast') },
  ],
};
const weeks = { ...model, terms: [...model.terms, ...dummies('week', week)] };
export const fits = {
  plain: leastSquares(model),
  rows: leastSquares(model),
  weeks: leastSquares(weeks),
  persons: leastSquares({ ...model, fixed: [person] }),
  personRows: leastSquares({ ...model, fixed: [person] }),
  both: leastSquares({ ...weeks, fixed: [person] }),
};
