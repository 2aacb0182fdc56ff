"""Makes text-metrics.json, the expected values of the text metrics. Run once; the tests read only the JSON file.

    python3 -m venv /tmp/golden && /tmp/golden/bin/pip install transformers
    /tmp/golden/bin/python test/unit/golden/make_golden.py

SQuAD: `transformers.data.metrics.squad_metrics`, which carries normalize_answer, compute_exact and compute_f1 of the
official evaluate-v2.0.py (https://rajpurkar.github.io/SQuAD-explorer/). Several references: the maximum.

ROUGE-L: rouge-score 0.1.2 is used where it is installed. Where it cannot be had, `rouge_l` below stands in for it:
written from its published definition (https://github.com/google-research/google-research/tree/master/rouge), with
the plain quadratic table, which has nothing in common with the bit-parallel method under test. The field
`versions.rouge` of the golden file says which of the two made it.
"""

import json
import pathlib
import platform
import random
import re
import unicodedata

import transformers
from transformers.data.metrics import squad_metrics

try:
    from importlib.metadata import version

    from rouge_score import rouge_scorer

    ROUGE = "rouge-score " + version("rouge-score")
except ImportError:
    rouge_scorer = None
    ROUGE = "definition of rouge-score 0.1.2 (rougeL, use_stemmer=False), written out in make_golden.py"


def rouge_l(reference, answer):
    """F-measure of rougeL: lower case, words of [a-z0-9], longest common subsequence, no stemming."""
    if rouge_scorer is not None:
        return rouge_scorer.RougeScorer(["rougeL"], use_stemmer=False).score(reference, answer)["rougeL"].fmeasure
    ref = re.findall("[a-z0-9]+", reference.lower())
    ans = re.findall("[a-z0-9]+", answer.lower())
    if not ref or not ans:
        return 0.0
    row = [0] * (len(ans) + 1)
    for word in ref:
        above = row
        row = [0]
        for j, other in enumerate(ans):
            row.append(above[j] + 1 if word == other else max(above[j + 1], row[j]))
    precision = row[-1] / len(ans)
    recall = row[-1] / len(ref)
    return 2 * precision * recall / (precision + recall) if precision + recall > 0 else 0.0


def words(seed, count, vocabulary):
    """Pseudo-random words of a vocabulary of the given size, some capitalised, some followed by punctuation."""
    rng = random.Random(seed)
    made = []
    for _ in range(count):
        word = "w%d" % rng.randrange(vocabulary)
        if rng.random() < 0.1:
            word = word.upper()
        if rng.random() < 0.1:
            word += rng.choice(",.;:!?")
        made.append(word)
    return " ".join(made)


def mutated(seed, text, share):
    """The text with a share of its words dropped, doubled or replaced."""
    rng = random.Random(seed)
    made = []
    for word in text.split():
        draw = rng.random()
        if draw < share / 3:
            continue
        made.append("x%d" % rng.randrange(50) if draw < 2 * share / 3 else word)
        if 2 * share / 3 <= draw < share:
            made.append(word)
    return " ".join(made)


NFD = unicodedata.normalize("NFD", "á la carte, à la mode")

# answer, references
PAIRS = [
    # empty and blank
    ("", [""]),
    ("", ["Indemnification"]),
    ("Indemnification", [""]),
    (" \t\n", [""]),
    ("", ["   "]),
    # one word against one word
    ("Indemnification", ["Indemnification"]),
    ("indemnification.", ["Indemnification"]),
    ("Indemnification", ["Termination"]),
    ("yes", ["no"]),
    ("Yes, it does.", ["yes"]),
    # articles, also inside words, at the ends, and nothing else
    ("the", ["a"]),
    ("the", [""]),
    ("The the a an", ["an"]),
    ("a cat", ["the cat"]),
    ("theatre another banana", ["atre nother banana"]),
    ("The Tenant's an-alysis of a-theory", ["tenants analysis of atheory"]),
    ("Plan A", ["plan"]),
    ("_a_ the_a", ["a thea"]),
    # punctuation only, ASCII and not
    ("...", ["!?"]),
    ("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", [""]),
    ("«Miete» – “Rent” … ¿qué?", ["Miete Rent qué"]),
    ("“the” ‘a’ lease", ["“” ‘’ lease"]),
    ("$1,000.50", ["100050"]),
    ("12%", ["12"]),
    # white space that Python and JavaScript see differently
    ("rent\u0085is due", ["rent is due"]),
    ("rent\u001cis\u001ddue\u001eon\u001ffriday", ["rent is due on friday"]),
    ("\ufeffrent is due", ["rent is due"]),
    ("rent\ufeffis due", ["rent is due"]),
    ("rent\u00a0is\u3000due\u2028now\u2029", ["rent is due now"]),
    ("rent\u200bis due", ["rent is due"]),
    ("rent\u180eis due", ["rent is due"]),
    ("rent\x00is due", ["rent is due"]),
    ("\u0085the\u0085cat\u0085", ["cat"]),
    ("line one\nline two\r\nline three", ["line one line two line three"]),
    # other scripts
    ("赔偿条款", ["赔偿条款"]),
    ("赔偿 条款 适用", ["赔偿 责任 适用"]),
    ("の賃料 a 支払", ["の賃料 支払"]),
    ("a赔偿 the条款", ["赔偿 条款"]),
    ("بند التعويض هنا", ["بند التعويض"]),
    ("Арендатор платит арендную плату", ["арендатор ПЛАТИТ плату"]),
    ("ΟΔΟΣ ΣΟΦΟΣ", ["οδος σοφος"]),
    ("İstanbul", ["i̇stanbul"]),
    ("STRASSE straße", ["strasse STRASSE"]),
    ("ﬁne ﬂow", ["fine flow"]),
    ("\u212a K \u212b", ["k k \u00e5"]),
    ("١٢٣ a٤ 5a", ["١٢٣ ٤ 5"]),
    ("²a a² ½a Ⅷa", ["² ² ½ Ⅷ"]),
    # combining marks: an article before a mark is an article
    (NFD, ["á la carte, à la mode"]),
    ("a\u0301", ["\u0301"]),
    ("café", ["cafe\u0301"]),
    # emoji, joined and flagged, and a lone surrogate
    ("👍", ["👍"]),
    ("👍🏽 ok", ["👍 ok"]),
    ("👩‍👩‍👧 the family 🇩🇪", ["👩‍👩‍👧 family 🇩🇪"]),
    ("the👍a", ["👍"]),
    ("\ud83d ok", ["ok"]),
    # repeats and order
    ("to be or not to be", ["not to be"]),
    ("b a b c b", ["b b"]),
    ("one two three four", ["four three two one"]),
    ("x y x y x y", ["y x y x"]),
    # prose
    (
        "The tenant must pay the rent by the first day of each month.",
        ["Rent is due from the tenant on the first of every month."],
    ),
    (
        "Either party may end this agreement with 30 days' written notice.",
        ["The agreement can be ended by either side, with thirty days' notice in writing.", "30 days written notice"],
    ),
    # several references: the best counts, wherever it stands
    ("Paris", ["London", "Paris", "Rome"]),
    ("the", ["London", "a"]),
    ("a b c d", ["a b", "b c d", "z"]),
    ("", ["London", ""]),
]

for n, (count, vocabulary, share) in enumerate([(31, 5, 0.3), (32, 8, 0.5), (33, 3, 0.6), (64, 20, 0.4), (65, 2, 0.9),
                                                (100, 1, 0.2), (200, 40, 0.3), (333, 10, 0.7), (500, 400, 0.5)]):
    text = words(n, count, vocabulary)
    PAIRS.append((mutated(100 + n, text, share), [text]))
    PAIRS.append((words(200 + n, count + 7 * n, vocabulary), [text, mutated(300 + n, text, 0.9)]))

# Long texts, one nearly equal pair and one independent pair.
long_text = words(1, 3000, 800)
PAIRS.append((mutated(2, long_text, 0.4), [long_text]))
PAIRS.append((words(3, 3000, 800), [long_text]))


def case(answer, references):
    return {
        "answer": answer,
        "references": references,
        "normalizedExactMatch": max(squad_metrics.compute_exact(r, answer) for r in references),
        "tokenF1": max(squad_metrics.compute_f1(r, answer) for r in references),
        "rougeL": max(rouge_l(r, answer) for r in references),
        "exactMatch": max(int(r.strip() == answer.strip()) for r in references),
        "split": answer.split() if len(answer) < 200 else None,
    }


GOLDEN = {
    "versions": {
        "python": platform.python_version(),
        "unicode": unicodedata.unidata_version,
        "squad": "transformers %s squad_metrics (SQuAD evaluate-v2.0.py)" % transformers.__version__,
        "rouge": ROUGE,
    },
    "cases": [case(answer, references) for answer, references in PAIRS],
}

target = pathlib.Path(__file__).with_name("text-metrics.json")
target.write_text(json.dumps(GOLDEN, indent=1) + "\n", encoding="ascii")
print(len(PAIRS), "cases", GOLDEN["versions"])
