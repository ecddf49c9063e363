"""Golden figures for singleHump: for every mode, the best mixture of uniform densities that end at the mode
(rising part) or begin after it (falling part), by 20,000 rounds of expectation-maximisation; the best mode.
Another route than the one of the engine (isotonic regression with the mode chosen in every round)."""
import json
import numpy as np

POINTS = 16


def best(likelihood, weight):
    top = -np.inf
    for mode in range(POINTS):
        bases = []
        for a in range(mode + 1):
            u = np.zeros(POINTS)
            u[a : mode + 1] = 1 / (mode + 1 - a)
            bases.append(u)
        for b in range(mode + 1, POINTS):
            u = np.zeros(POINTS)
            u[mode + 1 : b + 1] = 1 / (b - mode)
            bases.append(u)
        each = likelihood @ np.array(bases).T
        share = np.full(len(bases), 1 / len(bases))
        for _ in range(20000):
            seen = each @ share
            share = share * ((weight / seen) @ each) / weight.sum()
        top = max(top, float(weight @ np.log(each @ share)))
    return top


random = np.random.default_rng(7)
grid = np.linspace(-3, 3, POINTS)
cases = []
for law in ["two", "one", "flat", "skewed"]:
    n = 24
    if law == "two":
        place = np.where(np.arange(n) % 3 == 0, -1.6, 1.2) + 0.3 * random.standard_normal(n)
    elif law == "one":
        place = random.standard_normal(n)
    elif law == "flat":
        place = random.uniform(-2, 2, n)
    else:
        place = random.exponential(1, n) - 1
    precision = random.uniform(2, 12, n)
    seen = place + random.standard_normal(n) / np.sqrt(precision)
    weight = random.uniform(0.5, 1.5, n)
    likelihood = np.exp(-0.5 * precision[:, None] * (grid[None, :] - seen[:, None]) ** 2)
    cases.append(
        {
            "law": law,
            "precision": precision.round(6).tolist(),
            "seen": seen.round(6).tolist(),
            "weight": weight.round(6).tolist(),
        }
    )
    p, s, w = (np.array(cases[-1][k]) for k in ("precision", "seen", "weight"))
    cases[-1]["logLikelihood"] = round(best(np.exp(-0.5 * p[:, None] * (grid[None, :] - s[:, None]) ** 2), w), 4)

with open("singleHump.json", "w") as file:
    json.dump({"grid": grid.tolist(), "cases": cases}, file, indent=1)
