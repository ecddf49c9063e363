import { curvature } from './curvature.ts';

/**
 * Expands the log-likelihood of one person's votes, entries `start` to `end` of `value`, to −½ ω z² + η z.
 * `curvatures` holds E z² of each and takes ω, `targets` holds E z and takes η; from entry 0 on.
 *
 * Two expansions are blended. Jaakkola and Jordan's bound (blend 0) has ω = tanh(ξ/2)/(2ξ), ξ² = E z²,
 * η = y/2. The Gaussian expectation (blend 1; Opper and Archambeau 2009) has, with m and v the mean and
 * variance of z and κ = (1 + πv/8)^-½, h = tanh(κm/2)/2, ω = κ(¼ − h²), η = y/2 − h + ω m.
 *
 * A loop of its own: the processor then works on several votes at once. O(votes).
 */
export function expandVotes(
  value: Int8Array,
  start: number,
  end: number,
  blend: number,
  curvatures: Float64Array,
  targets: Float64Array,
): void {
  for (let v = start; v < end; v++) {
    const y = value[v];
    if (y === 0) continue;
    const square = curvatures[v - start];
    let omega = curvature(square);
    let eta = 0.5 * y;
    if (blend > 0) {
      const mean = targets[v - start];
      const shrink = 1 / (1 + (Math.PI / 8) * Math.max(square - mean * mean, 0));
      const kappa = Math.sqrt(shrink);
      const half = kappa * mean * curvature(shrink * mean * mean);
      const slope = kappa * (0.25 - half * half);
      omega += blend * (slope - omega);
      eta += blend * (slope * mean - half);
    }
    curvatures[v - start] = omega;
    targets[v - start] = eta;
  }
}
