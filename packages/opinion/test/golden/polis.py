"""Golden vectors of the Polis-compatible mode, worked with numpy from the formulas of SPEC C, not from Abord.

    python3 polis.py > polis.json        (numpy 2)

Votes: 1 agree, -1 disagree, 0 pass, null not seen. The formulas are sign-free except the counts.
"""
import json
import math
import numpy as np

Z90 = 1.2816


def debate(seed, people, statements, groups, density, moderated=(), meta=()):
    rng = np.random.default_rng(seed)
    side = rng.integers(-1, groups, people)
    taste = rng.normal(0, 1.2, (groups + 1, statements)) + rng.normal(0.3, 1.0, statements)
    votes = []
    for i in range(people):
        row = []
        for j in range(statements):
            if rng.random() > density * (0.3 + 0.7 * ((j + 1) / statements)):
                row.append(None)
            elif rng.random() < 0.12:
                row.append(0)
            else:
                row.append(1 if rng.random() < 1 / (1 + math.exp(-taste[side[i], j])) else -1)
        votes.append(row)
    return {
        "votes": votes,
        "groupOf": side.tolist(),
        "groups": groups,
        "moderated": list(moderated),
        "meta": list(meta),
    }


def count(rows, j):
    column = [row[j] for row in rows if row[j] is not None]
    return column.count(1), column.count(-1), len(column)


def stats(inside, outside):
    na, nd, ns = inside
    oa, od, os = outside
    s = {"na": na, "nd": nd, "ns": ns}
    s["pa"] = (na + 1) / (ns + 2)
    s["pd"] = (nd + 1) / (ns + 2)
    s["pat"] = 2 * math.sqrt(ns + 1) * ((na + 1) / (ns + 1) - 0.5)
    s["pdt"] = 2 * math.sqrt(ns + 1) * ((nd + 1) / (ns + 1) - 0.5)
    s["ra"] = s["pa"] / ((oa + 1) / (os + 2))
    s["rd"] = s["pd"] / ((od + 1) / (os + 2))
    for key, x, y in (("rat", na, oa), ("rdt", nd, od)):
        pooled = (x + y + 2) / (ns + os + 2)
        if pooled == 1:
            s[key] = 0
        else:
            s[key] = ((x + 1) / (ns + 1) - (y + 1) / (os + 1)) / math.sqrt(
                pooled * (1 - pooled) * (1 / (ns + 1) + 1 / (os + 1))
            )
    return s


def final(j, s, best_agree):
    k = "a" if s["rat"] > s["rdt"] else "d"
    return {
        "statement": j,
        "direction": "agree" if k == "a" else "disagree",
        "successes": s["n" + k],
        "trials": s["ns"],
        "probability": s["p" + k],
        "test": s["p" + k + "t"],
        "repness": s["r" + k],
        "repnessTest": s["r" + k + "t"],
        "bestAgree": best_agree,
    }


def select(by_statement, left):
    best = best_agree = None
    sufficient = []
    for j, s in enumerate(by_statement):
        if j in left:
            continue
        if (s["rat"] > Z90 and s["pat"] > Z90) or (s["rdt"] > Z90 and s["pdt"] > Z90):
            sufficient.append(j)
        z = max(s["rat"], s["rdt"])
        if not sufficient and (best is None or z > max(by_statement[best]["rat"], by_statement[best]["rdt"])):
            best = j
        if s["na"] == 0 and s["nd"] == 0:
            continue
        if best_agree is not None:
            b = by_statement[best_agree]
            if b["ra"] > 1:
                wins = s["ra"] * s["rat"] * s["pa"] * s["pat"] > b["ra"] * b["rat"] * b["pa"] * b["pat"]
            else:
                wins = s["pa"] * s["pat"] > b["pa"] * b["pat"]
        else:
            wins = s["pat"] > Z90 or (s["ra"] > 1 and s["pa"] > 0.5)
        if wins:
            best_agree = j
    head = [final(best_agree, by_statement[best_agree], True)] if best_agree is not None else []
    if not sufficient:
        return head or ([final(best, by_statement[best], False)] if best is not None else [])
    rest = [final(j, by_statement[j], False) for j in sufficient if j != best_agree]
    rest.sort(key=lambda f: -(f["repness"] * f["repnessTest"] * f["probability"] * f["test"]))
    top = (head + rest)[:5]
    return [f for f in top if f["direction"] == "agree"] + [f for f in top if f["direction"] == "disagree"]


def consensus(by_statement, left):
    out = {}
    for name, k in (("agree", "a"), ("disagree", "d")):
        rows = [
            {
                "statement": j,
                "direction": name,
                "successes": s["n" + k],
                "trials": s["ns"],
                "probability": s["p" + k],
                "test": s["p" + k + "t"],
            }
            for j, s in enumerate(by_statement)
            if j not in left and s["p" + k] > 0.5 and s["p" + k + "t"] > Z90
        ]
        rows.sort(key=lambda r: -(r["probability"] * r["test"]))
        out[name] = rows[:5]
    return out


def extremity(votes, left):
    x = np.array([[np.nan if v is None else v for v in row] for row in votes], float)
    x[:, list(left)] = 0
    with np.errstate(all="ignore"):
        centre = np.nan_to_num(np.nanmean(x, axis=0))
    filled = np.where(np.isnan(x), centre, x) - centre
    _, vectors = np.linalg.eigh(filled.T @ filled)
    axes = vectors[:, ::-1][:, :2]
    m = x.shape[1]
    return [math.sqrt(m) * float(np.hypot(*((1 - centre[j]) * axes[j]))) for j in range(m)]


def answer(d):
    votes, side, left = d["votes"], d["groupOf"], set(d["moderated"]) | set(d["meta"])
    m = len(votes[0])
    groups, products = [], [[1.0, 1.0] for _ in range(m)]
    for g in range(d["groups"]):
        inside = [v for v, s in zip(votes, side) if s == g]
        outside = [v for v, s in zip(votes, side) if s not in (g, -1)]
        rows = [stats(count(inside, j), count(outside, j)) for j in range(m)]
        for j, s in enumerate(rows):
            products[j][0] *= s["pa"]
            products[j][1] *= s["pd"]
        groups.append({"size": len(inside), "statements": rows, "representative": select(rows, left)})
    ext = extremity(votes, left)
    clustered = [v for v, s in zip(votes, side) if s != -1]
    statements = []
    for j in range(m):
        a, dis, s = count(clustered, j)
        p = s - a - dis
        importance = (1 - (p + 1) / (s + 2)) * (1 + ext[j]) * (a + 1) / (s + 2)
        priority = 49 if j in d["meta"] else (importance * (1 + 8 * 2 ** (-s / 5))) ** 2
        statements.append(
            {
                "groupInformedAgree": products[j][0],
                "groupInformedDisagree": products[j][1],
                "extremity": ext[j],
                "importance": importance,
                "priority": priority,
            }
        )
    everybody = [stats(count(votes, j), (0, 0, 0)) for j in range(m)]
    return {"groups": groups, "consensus": consensus(everybody, left), "statements": statements}


debates = [
    debate(1, 40, 12, 2, 0.9),
    debate(2, 90, 25, 3, 0.5, moderated=[3, 11], meta=[7]),
    debate(3, 14, 9, 4, 0.35),
]
for d in debates:
    d["expected"] = answer(d)
print(json.dumps(debates))
