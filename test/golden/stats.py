"""Makes stats.json, the expected values of the statistics. Run once; the tests read only the JSON file.

    python3 -m venv /tmp/golden && /tmp/golden/bin/pip install scipy statsmodels scikit-learn mpmath
    /tmp/golden/bin/python test/golden/stats.py

Distributions: mpmath with 50 digits, rounded to doubles; what SciPy says of the same is held against it, and where it is
further off than 1e-12 the count in `scipyOff` says so. Tests, intervals and agreement: SciPy, statsmodels and
scikit-learn, whatever has it. What none of them has (Tango's interval, mid-p, Krippendorff's alpha, cluster bootstrap) is
written out below from its definition, in another way than in the code under test: likelihoods maximised by search, sums
over all pairs, plain loops.
"""

import itertools
import json
import math
import pathlib
import platform
import random
import warnings
from importlib.metadata import version

import mpmath
import numpy as np
from mpmath import mp, mpf
from scipy import optimize, special, stats
from sklearn.metrics import cohen_kappa_score, f1_score
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.inter_rater import fleiss_kappa
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

mp.dps = 50
RANDOM = random.Random(20261124)
GENERATOR = np.random.default_rng(20261124)
LEAST = mpf("1e-300")
scipy_off = {}


def table(name, rows, exact, scipy_function):
    """[arguments…, value] for each row whose value a double holds with all its digits."""
    found = []
    for row in rows:
        value = exact(*[mpf(x) for x in row])
        if value is None or (value != 0 and abs(value) < LEAST):
            continue
        found.append([*row, float(value)])
        theirs = float(scipy_function(*row))
        if value != 0 and not abs(theirs - float(value)) <= 1e-12 * abs(float(value)):
            scipy_off[name] = scipy_off.get(name, 0) + 1
    return found


def around(mean, deviation, width):
    return mean + RANDOM.uniform(-width, width) * deviation


def distributions():
    gammas = [(10 ** RANDOM.uniform(-1, 4),) for _ in range(60)]
    gammas = [(a, abs(around(a, math.sqrt(a), 12)) if i % 2 else a * 10 ** RANDOM.uniform(-1, 1)) for i, (a,) in enumerate(gammas)]
    betas = []
    for i in range(90):
        a, b = 10 ** RANDOM.uniform(-0.4, 4), 0.5 if i % 3 == 0 else 10 ** RANDOM.uniform(-0.4, 4)
        mean = a / (a + b)
        x = RANDOM.random() if i % 4 == 0 else around(mean, math.sqrt(mean * (1 - mean) / (a + b + 1)), 15)
        if 0 < x < 1:
            betas.append((a, b, x))
    binomials = []
    for i in range(80):
        n = int(10 ** RANDOM.uniform(0, 4))
        p = 0.5 if i % 2 else RANDOM.choice([0.001, 0.1, 0.3, 0.7, 0.95])
        k = round(around(n * p, math.sqrt(n * p * (1 - p)), 12))
        binomials.append((min(n, max(0, k)), n, p))
    zs = [RANDOM.uniform(-38, 8) for _ in range(40)] + [-37.5, -1.96, -1e-9, 0.0, 1e-9, 1.0, 8.2]
    ps = [10 ** RANDOM.uniform(-300, 0) for _ in range(30)] + [0.5 + RANDOM.uniform(-0.3, 0.3) for _ in range(20)]
    ps += [0.5, 0.4999999, 0.025, 0.8, 0.999999, 1e-300]
    xs = [RANDOM.uniform(-6, 26) for _ in range(30)] + [1e-20, 1e-9, 0.001, 0.5]
    lgs = [1e-300, 1e-10, 0.1, 0.5, 0.99, 1 - 1e-9, 1 + 1e-9, 1.5, 2 - 1e-9, 2 + 1e-9, 2.5, 9.99, 10.0, 171.5, 1e6, 1e15, 1e200]
    lgs += [RANDOM.uniform(0, 12) for _ in range(30)]
    chis = [(x, df) for df in (1, 2, 3, 10, 250) for x in (1e-8, 0.5, 1.0, 3.84, 10.0, 100.0, 700.0, 1300.0)]
    ts = [(t, df) for df in (1, 2, 3, 9, 40, 1000) for t in (-3.0, 0.0, 1e-6, 0.7, 2.0, 12.0, 37.0, 1e5, 1e20)]

    def binomial_tail(k, n, p, upper):
        k, n = int(k), int(n)
        if k >= n:
            return mpf(0 if upper else 1)
        if upper:
            return mpmath.betainc(k + 1, n - k, 0, p, regularized=True)
        return mpmath.betainc(n - k, k + 1, 0, 1 - p, regularized=True)

    def t_tail(t, df):
        tail = mpmath.betainc(df / 2, mpf(1) / 2, 0, df / (df + t * t), regularized=True) / 2
        return tail if t >= 0 else 1 - tail

    return {
        "logGamma": table("logGamma", [(x,) for x in lgs], lambda x: mpmath.loggamma(x).real, special.gammaln),
        "regularizedGammaP": table(
            "regularizedGammaP", gammas, lambda a, x: mpmath.gammainc(a, 0, x, regularized=True), special.gammainc
        ),
        "regularizedGammaQ": table(
            "regularizedGammaQ", gammas, lambda a, x: mpmath.gammainc(a, x, mp.inf, regularized=True), special.gammaincc
        ),
        "regularizedBeta": table(
            "regularizedBeta", betas, lambda a, b, x: mpmath.betainc(a, b, 0, x, regularized=True), special.betainc
        ),
        "erf": table("erf", [(x,) for x in xs], mpmath.erf, special.erf),
        "erfc": table("erfc", [(x,) for x in xs], mpmath.erfc, special.erfc),
        "normalCdf": table("normalCdf", [(z,) for z in zs], mpmath.ncdf, stats.norm.cdf),
        "normalSf": table("normalSf", [(-z,) for z in zs], lambda z: mpmath.ncdf(-z), stats.norm.sf),
        "normalQuantile": [[p, float(stats.norm.ppf(p))] for p in ps],
        "chiSquaredSf": table(
            "chiSquaredSf", chis, lambda x, df: mpmath.gammainc(df / 2, x / 2, mp.inf, regularized=True), stats.chi2.sf
        ),
        "studentTSf": table("studentTSf", ts, t_tail, stats.t.sf),
        "binomialPmf": table(
            "binomialPmf",
            binomials,
            lambda k, n, p: mpmath.binomial(n, k) * p**k * (1 - p) ** (n - k),
            stats.binom.pmf,
        ),
        "binomialCdf": table("binomialCdf", binomials, lambda k, n, p: binomial_tail(k, n, p, False), stats.binom.cdf),
        "binomialSf": table("binomialSf", binomials, lambda k, n, p: binomial_tail(k, n, p, True), stats.binom.sf),
    }


def share_intervals():
    cases = [(0, 1), (1, 1), (0, 10), (3, 10), (10, 10), (50, 100), (1, 1_000_000), (999, 1000), (7311, 10_000)]
    return [
        {
            "successes": k,
            "trials": n,
            "confidence": confidence,
            "wilson": proportion_confint(k, n, alpha=1 - confidence, method="wilson"),
            "clopperPearson": [float(x) for x in proportion_confint(k, n, alpha=1 - confidence, method="beta")],
        }
        for k, n in cases
        for confidence in (0.95, 0.99)
    ]


def mid_p(b, c):
    """By whole numbers: twice the probability of a lesser count, and once that of the count itself."""
    n, least = b + c, min(b, c)
    if b == c:
        return 1.0
    ways = 2 * sum(math.comb(n, k) for k in range(least)) + math.comb(n, least)
    return float(mpf(ways) / mpf(2) ** n)


def mcnemars():
    cases = [(0, 0), (1, 0), (0, 5), (3, 3), (12, 5), (6, 16), (25, 10), (40, 3), (100, 160), (1, 60), (2000, 1500), (400, 1200)]
    found = []
    for broken, fixed in cases:
        square = [[50, broken], [fixed, 33]]
        entry = {"broken": broken, "fixed": fixed, "exact": float(mcnemar(square, exact=True).pvalue)}
        if broken + fixed:
            corrected = mcnemar(square, exact=False, correction=True)
            entry |= {"midP": mid_p(broken, fixed), "statistic": float(corrected.statistic), "corrected": float(corrected.pvalue)}
        found.append(entry)
    return found


def tango(broken, fixed, n, confidence):
    """
    The differences at which the score test does not reject. The nuisance share is found by maximising the likelihood with
    50 digits instead of by its closed form.
    """
    z = mpf(stats.norm.ppf((1 + confidence) / 2))
    b, c, n = mpf(fixed), mpf(broken), mpf(n)
    rest = n - b - c

    def score(delta):
        # p12 = q + delta, p21 = q; the derivative of the log likelihood falls in q.
        low, high = max(mpf(0), -delta), (1 - delta) / 2

        def slope(q):
            total = mpf(0)
            if b:
                total += b / (q + delta)
            if c:
                total += c / q
            return total - (2 * rest / (1 - 2 * q - delta) if rest else 0)

        for _ in range(110):
            middle = (low + high) / 2
            if slope(middle) > 0:
                low = middle
            else:
                high = middle
        q = (low + high) / 2
        variance = n * (2 * q + delta - delta * delta)
        return (b - c - n * delta) / mp.sqrt(variance)

    def root(target, low, high):
        for _ in range(70):
            middle = (low + high) / 2
            if score(middle) > target:
                low = middle
            else:
                high = middle
        return float((low + high) / 2)

    estimate = (b - c) / n
    lower = -1.0 if estimate == -1 else root(z, mpf(-1), estimate)
    upper = 1.0 if estimate == 1 else root(-z, estimate, mpf(1))
    return [lower, upper]


def tangos():
    cases = [(16, 6, 161), (7, 1, 21), (0, 0, 40), (0, 5, 40), (5, 0, 5), (3, 3, 10), (100, 140, 1000), (10, 11, 21), (1, 300, 5000)]
    return [
        {"broken": b, "fixed": f, "pairs": n, "confidence": c, "interval": tango(b, f, n, c)}
        for b, f, n in cases
        for c in (0.95, 0.9)
    ]


def scores(n, kind):
    if kind == "skewed":
        base = GENERATOR.exponential(1, n)
        return base, base * GENERATOR.exponential(1.1, n)
    if kind == "tied":
        base = GENERATOR.integers(0, 5, n) / 4
        return base, np.clip(base + GENERATOR.integers(-1, 3, n) / 4, 0, 1)
    base = GENERATOR.normal(0.5, 0.2, n)
    return base, base + GENERATOR.normal(0.05, 0.1, n)


def bootstraps():
    """The resamples themselves are kept, so that the intervals are held against SciPy's on the same resamples."""
    found = []
    for n, kind, confidence in [(25, "skewed", 0.95), (40, "normal", 0.9), (12, "tied", 0.95), (200, "skewed", 0.99)]:
        base, tuned = scores(n, kind)
        options = dict(paired=True, vectorized=False, n_resamples=400, confidence_level=confidence)

        def difference(x, y):
            return np.mean(y) - np.mean(x)

        seed = int(GENERATOR.integers(1 << 30))
        bca = stats.bootstrap((base, tuned), difference, method="BCa", rng=np.random.default_rng(seed), **options)
        plain = stats.bootstrap((base, tuned), difference, method="percentile", rng=np.random.default_rng(seed), **options)
        assert (bca.bootstrap_distribution == plain.bootstrap_distribution).all()
        found.append(
            {
                "base": base.tolist(),
                "tuned": tuned.tolist(),
                "confidence": confidence,
                "difference": float(difference(base, tuned)),
                "jackknife": [float(difference(np.delete(base, i), np.delete(tuned, i))) for i in range(n)],
                "distribution": bca.bootstrap_distribution.tolist(),
                "bca": [float(x) for x in bca.confidence_interval],
                "percentile": [float(x) for x in plain.confidence_interval],
            }
        )
    return found


def corpus():
    """Figures over chosen places of two kinds: an error rate of sums, macro F1 and Spearman of all answers."""
    n = 30
    errors = GENERATOR.integers(0, 6, (2, n))
    words = GENERATOR.integers(5, 15, n)
    gold = GENERATOR.integers(0, 3, n)
    labels = np.where(GENERATOR.random((2, n)) < 0.6, gold, GENERATOR.integers(0, 3, (2, n)))
    truth = GENERATOR.normal(0, 1, n)
    guesses = truth + GENERATOR.normal(0, 1, (2, n))
    clusters = GENERATOR.integers(0, 9, n)
    clusters = np.unique(clusters, return_inverse=True)[1]

    def rate(chosen):
        return [errors[role][chosen].sum() / words[chosen].sum() for role in (0, 1)]

    def macro(chosen):
        return [f1_score(gold[chosen], labels[role][chosen], average="macro") for role in (0, 1)]

    def spearman(chosen):
        return [stats.spearmanr(truth[chosen], guesses[role][chosen]).statistic for role in (0, 1)]

    def change(figure, chosen):
        base, tuned = figure(np.asarray(chosen))
        return float(tuned - base)

    members = [np.flatnonzero(clusters == cluster) for cluster in range(clusters.max() + 1)]
    draws = [GENERATOR.integers(0, n, n).tolist() for _ in range(12)]
    cluster_draws = [GENERATOR.integers(0, len(members), len(members)).tolist() for _ in range(12)]
    everything = list(range(n))
    figures = {"rate": rate, "macroF1": macro, "spearman": spearman}
    found = {
        "errors": errors.tolist(),
        "words": words.tolist(),
        "gold": gold.tolist(),
        "labels": labels.tolist(),
        "truth": truth.tolist(),
        "guesses": guesses.tolist(),
        "clusters": clusters.tolist(),
        "draws": draws,
        "clusterDraws": cluster_draws,
        "figures": {},
    }
    for name, figure in figures.items():
        found["figures"][name] = {
            "observed": change(figure, everything),
            "drawn": [change(figure, draw) for draw in draws],
            "clustersDrawn": [change(figure, np.concatenate([members[c] for c in draw])) for draw in cluster_draws],
            "jackknife": [change(figure, np.delete(np.arange(n), i)) for i in range(n)],
            "clusterJackknife": [change(figure, np.flatnonzero(clusters != c)) for c in range(len(members))],
        }
    return found


def permutations():
    found = []
    for n, kind in [(2, "normal"), (6, "normal"), (10, "tied"), (12, "skewed"), (13, "normal"), (60, "normal")]:
        base, tuned = scores(n, kind)
        # Two-sided over 2^n sign flips; with 60 pairs SciPy draws 100,000, and the test allows for its spread.
        result = stats.permutation_test(
            (base, tuned),
            lambda x, y, axis: np.mean(y - x, axis=axis),
            permutation_type="samples",
            vectorized=True,
            n_resamples=9_999 if n <= 13 else 100_000,
            batch=10_000,
            rng=np.random.default_rng(1),
        )
        found.append({"base": base.tolist(), "tuned": tuned.tolist(), "difference": float(result.statistic), "p": float(result.pvalue)})
    return found


def cluster_permutation():
    """By plain loops over the ways of exchanging whole clusters."""
    base, tuned = scores(20, "normal")
    clusters = [int(x) for x in np.unique(GENERATOR.integers(0, 6, 20), return_inverse=True)[1]]
    differences = tuned - base
    seen = abs(sum(differences)) / 20
    count = ways = 0
    for signs in itertools.product((1, -1), repeat=max(clusters) + 1):
        ways += 1
        value = sum(signs[cluster] * difference for cluster, difference in zip(clusters, differences)) / 20
        count += abs(value) >= seen * (1 - 1e-12)
    return {"base": base.tolist(), "tuned": tuned.tolist(), "clusters": clusters, "p": count / ways}


def wilcoxons():
    lists = []
    lists.append(scores(1, "normal"))
    for n in (2, 5, 9, 13, 14, 30, 50, 51, 200):
        lists.append(scores(n, "normal"))
        lists.append(scores(n, "tied"))
    strong = GENERATOR.normal(0, 1, 2000)
    lists.append((strong, strong + 0.4 + GENERATOR.normal(0, 0.5, 2000)))
    lists.append((np.zeros(50), np.arange(1.0, 51.0)))
    lists.append((np.zeros(5), np.zeros(5)))
    found = []
    for base, tuned in lists:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = stats.wilcoxon(tuned, base)
        found.append({"base": base.tolist(), "tuned": tuned.tolist(), "statistic": float(result.statistic), "p": float(result.pvalue)})
    return found


def multiple():
    lists = [[0.01, 0.04, 0.03, 0.005], [0.5], [0.9, 0.9, 0.001, 0.02, 0.02, 1.0], [1e-200, 1e-100, 0.2], [0.0, 1.0, 0.5, 0.25]]
    return [
        {
            "p": values,
            "holm": multipletests(values, method="holm")[1].tolist(),
            "benjaminiHochberg": multipletests(values, method="fdr_bh")[1].tolist(),
        }
        for values in lists
    ]


def kappas():
    found = []
    for labels, items in [(2, 10), (3, 40), (5, 300)]:
        first = GENERATOR.integers(0, labels, items)
        second = np.where(GENERATOR.random(items) < 0.6, first, GENERATOR.integers(0, labels, items))
        counts = np.zeros((labels, labels), int)
        for x, y in zip(first, second):
            counts[x][y] += 1
        names = list(range(labels))
        found.append(
            {
                "counts": counts.tolist(),
                "none": float(cohen_kappa_score(first, second, labels=names)),
                "linear": float(cohen_kappa_score(first, second, labels=names, weights="linear")),
                "quadratic": float(cohen_kappa_score(first, second, labels=names, weights="quadratic")),
            }
        )
    return found


def fleiss():
    tables = [GENERATOR.multinomial(raters, GENERATOR.dirichlet(np.full(labels, 5), 1)[0], items) for raters, labels, items in [(2, 2, 8), (5, 4, 30), (14, 5, 10)]]
    return [{"counts": t.tolist(), "kappa": float(fleiss_kappa(t, method="fleiss"))} for t in tables]


def alpha(items, level):
    """Over all ordered pairs of values, as the definition has it (no table of coincidences)."""
    items = [values for values in items if len(values) > 1]
    everything = [value for values in items for value in values]
    n = len(everything)

    def distance(x, y):
        if level == "nominal":
            return float(x != y)
        if level == "interval":
            return (x - y) ** 2
        low, high = min(x, y), max(x, y)
        between = sum(low <= value <= high for value in everything)
        return (between - (everything.count(low) + everything.count(high)) / 2) ** 2 if x != y else 0.0

    seen = sum(distance(x, y) / (len(values) - 1) for values in items for x, y in itertools.permutations(values, 2)) / n
    expected = sum(distance(x, y) for x, y in itertools.permutations(everything, 2)) / (n * (n - 1))
    return 1 - seen / expected


def alphas():
    lists = [
        [[int(x) for x in GENERATOR.integers(1, 6, GENERATOR.integers(1, 5))] for _ in range(25)],
        [[x, x + float(GENERATOR.integers(0, 2)) / 2] for x in GENERATOR.integers(0, 4, 15).astype(float).tolist()],
    ]
    return [{"items": items, **{level: alpha(items, level) for level in ("nominal", "ordinal", "interval")}} for items in lists]


def power():
    """By search, and not by the formulas' closed forms."""
    level, wanted = stats.norm.ppf(0.975), stats.norm.ppf(0.8)

    def shares(discordant, difference):
        return ((level * math.sqrt(discordant) + wanted * math.sqrt(discordant - difference**2)) / difference) ** 2

    return {
        "shares": [[d, x, shares(d, x)] for d, x in [(0.1, 0.05), (0.3, 0.3), (0.2, 0.01)]],
        "detectableShares": [
            [n, d, optimize.brentq(lambda x: shares(d, x) - n, 1e-9, d, xtol=1e-15)]
            for n, d in [(100, 0.1), (100, 0.3), (500, 0.2), (1000, 0.1), (10_000, 0.3)]
        ],
        "means": [[s, x, ((level + wanted) * s / x) ** 2] for s, x in [(0.2, 0.05), (1.0, 0.01), (3.0, 12.0)]],
    }


golden = {
    "versions": {
        "python": platform.python_version(),
        **{name: version(name) for name in ("scipy", "statsmodels", "scikit-learn", "numpy", "mpmath")},
    },
    "distributions": distributions(),
    "shareIntervals": share_intervals(),
    "mcNemar": mcnemars(),
    "tango": tangos(),
    "bootstrap": bootstraps(),
    "corpus": corpus(),
    "permutation": permutations(),
    "clusterPermutation": cluster_permutation(),
    "wilcoxon": wilcoxons(),
    "multiple": multiple(),
    "kappa": kappas(),
    "fleiss": fleiss(),
    "alpha": alphas(),
    "power": power(),
}
golden["scipyOff"] = scipy_off
pathlib.Path(__file__).with_name("stats.json").write_text(json.dumps(golden, allow_nan=False) + "\n")
print(golden["versions"], scipy_off)
