/** What a sheet of paper says of one statement: 1 agree, -1 disagree, 0 pass, nothing where no box is ticked. */
export type Tick = 1 | -1 | 0 | undefined;

/** The ticks of one sheet, by statement id. */
export type Sheet = Readonly<Record<string, Tick>>;

const SIGNS = { agree: 1, disagree: -1, pass: 0, none: undefined } as const;

/** How a tick is written in a form. */
export type TickName = keyof typeof SIGNS;

/** A tick as a form wrote it; throws a RangeError for anything else. */
export function tickOf(name: string): Tick {
  if (!Object.hasOwn(SIGNS, name)) throw new RangeError(`no answer on paper: ${name}`);
  return SIGNS[name as TickName];
}

/**
 * Where two typings of the same sheet differ: statements in the order given. Empty: the sheet was read
 * alike twice, and may be counted.
 *
 * Pure; linear in the statements.
 *
 * @example paperDifferences(['a', 'b'], { a: 1, b: 0 }, { a: 1, b: undefined }) // ['b']
 */
export function paperDifferences(statements: readonly string[], first: Sheet, second: Sheet): string[] {
  return statements.filter((statement) => first[statement] !== second[statement]);
}
