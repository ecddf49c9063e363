import { tQuantile } from '@abord/numbers';
import { checkFactor } from './checkFactor.ts';
import { columnOf } from './columnOf.ts';
import { type Combination, contrastBy } from './contrast.ts';
import type { Records } from './effectOf.ts';
import type { Estimate } from './estimate.ts';
import type { Factor } from './factor.ts';
import { type JointTest, jointTestBy } from './jointTest.ts';
import { type Fit, leastSquares } from './leastSquares.ts';
import { meat } from './meat.ts';
import { poolEffects } from './poolEffects.ts';
import { withinClusters } from './withinClusters.ts';

/** A part of the people (or tasks), as it was declared before the data came. */
export interface Profile extends Factor {
  readonly name: string;
  readonly labels: readonly string[];
}

export interface ProfileEffect {
  readonly label: string;
  readonly rows: number;
  readonly clusters: number;
  /** Undefined where the part is too small, or its treatment does not vary, to say anything. */
  readonly effect: Estimate | undefined;
  /** Against all others: the question that « who gains more » asks. */
  readonly difference: Estimate | undefined;
  /** Ends between which the effects of all parts lie at once, with the level's probability. */
  readonly simultaneous: { readonly low: number; readonly high: number } | undefined;
  /** Drawn towards the mean of all parts; undefined with fewer than three. */
  readonly shrunken: { readonly estimate: number; readonly se: number } | undefined;
}

export interface ProfileEffects {
  readonly name: string;
  readonly parts: readonly ProfileEffect[];
  /** Whether the parts gain alike; the p that Holm or Benjamini-Hochberg then corrects over profiles. */
  readonly alike: JointTest | undefined;
}

/**
 * The effect in each part of a profile, and whether the parts differ: one regression with an effect for each
 * part, the profile itself, covariates and fixed effects, CR2 by cluster. « Significant here, not there » is no
 * difference (A. Gelman and H. Stern, American Statistician 60, 2006): parts are held against all others, and
 * all at once.
 *
 * A profile must be known before the trial: parts that are made of the trial's own outcomes (slow and fast people)
 * manufacture « the slow gain most » (`baselineProfile` makes them from earlier tasks). Throws a RangeError for
 * lists of different lengths and without clusters. SPEC.md, M2. O(rows · (terms + parts)²).
 *
 * @example
 * profileEffects({ outcome, treatment, cluster: person }, { name: 'seniority', ...factorOf(seniority) })
 */
export function profileEffects(
  records: Records,
  profile: Profile,
  { level = 0.95 }: { readonly level?: number } = {},
): ProfileEffects {
  const { outcome, treatment, terms = [], fixed = [], cluster } = records;
  if (cluster === undefined)
    throw new RangeError('effects by profile need clusters: the people who took part');
  const rows = outcome.length;
  columnOf('treatment', treatment, rows);
  checkFactor('the profile', profile, rows);
  checkFactor('the cluster', cluster, rows);
  const parts = profile.labels.map((label, part) => ({ part, label, ...sizes(records, profile, part) }));
  const told = parts.filter(({ varying }) => varying >= 2);
  const columns = told.map(({ part }) =>
    column(rows, (row) => (profile.codes[row] === part ? treatment[row] : 0)),
  );
  const rest = column(rows, (row) =>
    told.some(({ part }) => part === profile.codes[row]) ? 0 : treatment[row],
  );
  const own = parts.slice(1).map(({ part }) => column(rows, (row) => (profile.codes[row] === part ? 1 : 0)));
  const arranged = withinClusters(
    {
      outcome,
      terms: [
        ...terms,
        ...own.map((values, k) => ({ name: `profile ${k + 1}`, values })),
        ...(rest.some((value) => value !== 0) ? [{ name: 'rest', values: rest }] : []),
        ...told.map(({ label }, k) => ({ name: `effect ${label}`, values: columns[k] })),
      ],
      fixed,
    },
    cluster,
  );
  if (arranged === undefined) throw new RangeError('so many fixed effects and clusters have no CR2');
  const fit = leastSquares(arranged);
  const options = { type: 'CR2', cluster, level } as const;
  const middle = meat(fit, options);
  const identified = told.filter(({ label }) => hasOwn(fit, `effect ${label}`));
  const of = (combination: Combination) => contrastBy(fit, combination, options, middle);
  const figures = new Map(identified.map(({ label }) => [label, of(`effect ${label}`)]));
  const total = identified.reduce((sum, part) => sum + part.rows, 0);
  const pooled =
    identified.length >= 3
      ? poolEffects(
          identified.map(({ label }) => figures.get(label)!.estimate),
          identified.map(({ label }) => figures.get(label)!.se),
        )
      : undefined;
  const joint =
    identified.length >= 2
      ? identified.slice(1).map(({ label }) => ({
          [`effect ${label}`]: 1,
          [`effect ${identified[0].label}`]: -1,
        }))
      : [];
  return {
    name: profile.name,
    parts: parts.map(({ label, rows: size, clusters }) => {
      const effect = figures.get(label);
      const place = identified.findIndex((one) => one.label === label);
      const against = Object.fromEntries(
        identified.map((one) => [
          `effect ${one.label}`,
          one.label === label ? 1 : -one.rows / (total - identified[place]?.rows),
        ]),
      );
      const half = effect && tQuantile(1 - (1 - level) / (2 * identified.length), effect.df) * effect.se;
      return {
        label,
        rows: size,
        clusters,
        effect,
        difference: effect !== undefined && identified.length >= 2 ? of(against) : undefined,
        simultaneous:
          effect === undefined || half === undefined
            ? undefined
            : { low: effect.estimate - half, high: effect.estimate + half },
        shrunken: place < 0 ? undefined : pooled?.shrunken[place],
      };
    }),
    alike:
      joint.length > 0 && joint.length < (middle.clusters ?? 0) / 2
        ? jointTestBy(fit, joint, options, middle)
        : undefined,
  };
}

function column(rows: number, value: (row: number) => number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => value(row));
}

/** Rows and clusters of a part, and in how many clusters its treatment varies or differs from another's. */
function sizes({ treatment, cluster }: Records, profile: Profile, part: number) {
  const range = new Map<number, [number, number]>();
  let rows = 0;
  for (let row = 0; row < treatment.length; row++) {
    if (profile.codes[row] !== part) continue;
    rows++;
    const g = cluster!.codes[row];
    const [low, high] = range.get(g) ?? [Infinity, -Infinity];
    range.set(g, [Math.min(low, treatment[row]), Math.max(high, treatment[row])]);
  }
  const ends = [...range.values()];
  const within = ends.filter(([low, high]) => high > low).length;
  const values = new Set(ends.map(([low]) => low));
  // Treated and untreated clusters, two of each, serve as well as treatment that varies inside two.
  const between = Math.min(...[...values].map((value) => ends.filter(([low]) => low === value).length));
  return { rows, clusters: range.size, varying: Math.max(within, values.size > 1 ? between : 0) };
}

function hasOwn(fit: Fit, term: string): boolean {
  return fit.terms.includes(term) && !fit.dropped.some((one) => one.with.includes(term));
}
