"""Borusyak, Jaravel and Spiess on mpdta with numpy's lstsq and dense matrices, from the paper's formulas alone:
python3 imputation.py ../../../../../shared/data/trials/mpdta.csv (numpy 2.4.6)."""
import csv
import sys

import numpy as np

rows = list(csv.DictReader(open(sys.argv[1])))
unit = np.array([int(r["countyreal"]) for r in rows])
time = np.array([int(r["year"]) for r in rows])
cohort = np.array([int(r["first.treat"]) or 9999 for r in rows])
y = np.array([float(r["lemp"]) for r in rows])
u = np.unique(unit, return_inverse=True)[1]
t = np.unique(time, return_inverse=True)[1]
Z = np.zeros((len(y), u.max() + t.max() + 1))
Z[np.arange(len(y)), u] = 1
for k in range(1, t.max() + 1):
    Z[t == k, u.max() + k] = 1
treated = time >= cohort
beta = np.linalg.lstsq(Z[~treated], y[~treated], rcond=None)[0]
left = y - Z @ beta
eps = left.copy()
for g in np.unique(cohort):
    for p in np.unique(time):
        m = treated & (cohort == g) & (time == p)
        if m.any():
            eps[m] -= left[m].mean()


def mean(members):
    v = np.where(members, 1 / members.sum(), 0)
    inverse = np.linalg.pinv(Z[~treated].T @ Z[~treated])
    v[~treated] = -Z[~treated] @ inverse @ (Z[treated].T @ v[treated])
    by_unit = np.bincount(u, v * eps)
    return left[members].mean(), np.sqrt((by_unit**2).sum())


print("overall", mean(treated))
for e in range(0, 4):
    print(e, mean(treated & (time - cohort == e)))
