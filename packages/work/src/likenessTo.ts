import { cosines } from './cosines.ts';
import { type Aspect, aspects, type Likeness } from './likenessOf.ts';

/** Keeps the logarithm of a cosine of 0 within reach: about the cosine of two occupations taken at random. */
const FLOOR = 0.02;

/** What one occupation has in common with the others: those that share at least one of its skills, by code. */
export interface Alike {
  /** Places among the sheets. */
  readonly sheets: readonly number[];
  /** ln(0.02 + cosine) of each, aspect by aspect, in the order of `aspects`. */
  readonly logs: readonly Float64Array[];
}

export function likenessTo({ codes, skills, vectors }: Likeness, code: string): Alike {
  const origin = codes.indexOf(code);
  if (origin === -1) throw new RangeError(`${code} has no sheet`);
  const sheets = [...codes.keys()].filter(
    (sheet) => sheet !== origin && !isDisjoint(skills[origin], skills[sheet]),
  );
  const logsOf = (aspect: Aspect) => {
    const found = cosines(vectors[aspect], origin);
    return Float64Array.from(sheets, (sheet) => Math.log(FLOOR + found[sheet]));
  };
  return { sheets, logs: aspects.map(logsOf) };
}

function isDisjoint(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (const one of some) if (others.has(one)) return false;
  return true;
}
