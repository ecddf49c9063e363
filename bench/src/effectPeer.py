"""The million tasks by numpy and statsmodels: two fixed effects by alternating projections, clustered by person."""
import resource
import time

import numpy as np
import statsmodels.api as sm

people, each = 10_000, 100
rows = people * each
source = np.random.default_rng(20260101)
person = np.repeat(np.arange(people), each)
week = source.integers(0, 52, rows)
ai = np.tile(np.arange(each) % 2, people).astype(float)
size = source.normal(size=rows)
y = (
    np.repeat(source.normal(size=people), each)
    + np.repeat(0.15 + 0.3 * source.normal(size=people), each) * ai
    + 0.8 * size
    + 0.01 * week
    + 0.637 * source.normal(size=rows)
)


def sweep(column):
    column = column.copy()
    for _ in range(100):
        before = column.copy()
        for codes, levels in ((person, people), (week, 52)):
            column -= (np.bincount(codes, column, levels) / np.bincount(codes, minlength=levels))[codes]
        if np.abs(column - before).max() < 1e-10:
            break
    return column


start = time.perf_counter()
columns = [sweep(column) for column in (y, ai, size)]
middle = time.perf_counter()
fit = sm.OLS(columns[0], np.column_stack(columns[1:])).fit(cov_type="cluster", cov_kwds={"groups": person})
end = time.perf_counter()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
print(f"{'numpy and statsmodels ' + sm.__name__.split('.')[0]:<52} {1e3 * (end - start):7.0f} ms  "
      f"({1e3 * (middle - start):.0f} + {1e3 * (end - middle):.0f}), {peak:.0f} MB in all")

size_left = size - (np.bincount(person, size) / each)[person]
y_left = y - (np.bincount(person, y) / each)[person]
y_left -= size_left * (size_left @ y_left) / (size_left @ size_left)
table = y_left.reshape(people, each)
start = time.perf_counter()
for _ in range(20):
    order = np.argsort(source.random((people, each)), axis=1)
    drawn = np.take_along_axis(ai.reshape(people, each), order, axis=1)
    (drawn * table).sum()
print(f"{'numpy, a draw within persons (argsort)':<52} {50 * (time.perf_counter() - start):7.1f} ms")
