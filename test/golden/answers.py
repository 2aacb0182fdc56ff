"""Makes answers.json, the expected values of the metrics of labels, numbers, rankings and short answers. Run once; the
tests read only the JSON file.

    python3 -m venv /tmp/golden
    /tmp/golden/bin/pip install scikit-learn==1.9.1 scipy==1.17.1 numpy==2.4.6 jsonschema==4.25.1
    /tmp/golden/bin/python test/golden/answers.py

`versions` of the golden file says what made it.

Labels: scikit-learn, with `labels=` the sorted labels of the references and zero_division=0; an answer without a label is
given to it as a class of its own that is not in `labels=`. Balanced accuracy, MCC and kappa see that class as well.

SQuAD: normalize_answer, compute_exact and compute_f1 of the official evaluation script, evaluate-v2.0.py
(https://rajpurkar.github.io/SQuAD-explorer/), written out below. Several references: the maximum.

Numbers in texts: the filters strict-match and flexible-extract of lm-evaluation-harness 0.4.13
(lm_eval/tasks/gsm8k/gsm8k.yaml, lm_eval/filters/extraction.py), written out below.

Rankings: the definitions of trec_eval (m_recip_rank.c, m_map.c, m_ndcg_cut.c, m_success.c, m_recall.c), written out below;
where every relevant item is in the answer, nDCG is held against scikit-learn's ndcg_score here.

JSON Schema: the package jsonschema, with the validator of the schema's `$schema`, draft 2020-12 where there is none.
"""

import collections
import importlib.metadata
import json
import math
import pathlib
import platform
import random
import re
import string
import warnings

import jsonschema
import numpy
import scipy
import scipy.stats
import sklearn
from sklearn import metrics
from sklearn.preprocessing import MultiLabelBinarizer

warnings.filterwarnings("ignore")

NO_LABEL = "\0no label"
AVERAGES = ("macro", "micro", "weighted")


def figure(value):
    """A number for JSON; null where the reference implementation says nan."""
    value = float(value)
    return None if math.isnan(value) else value


# --- Labels ---------------------------------------------------------------------------------------------------------


def classification(name, answers, references):
    """Figures of one label per answer; references are lists of accepted labels."""
    labels = sorted({label.strip() for accepted in references for label in accepted})
    predicted, true = [], []
    for answer, accepted in zip(answers, references):
        answer = answer.strip()
        accepted = [label.strip() for label in accepted]
        predicted.append(answer if answer in labels else NO_LABEL)
        true.append(answer if answer in accepted else accepted[0])
    figures = {
        "accuracy": metrics.accuracy_score(true, predicted),
        "balanced-accuracy": metrics.balanced_accuracy_score(true, predicted),
        "mcc": metrics.matthews_corrcoef(true, predicted),
        "kappa": metrics.cohen_kappa_score(true, predicted),
        "unparsable": predicted.count(NO_LABEL) / len(predicted),
    }
    for average in AVERAGES:
        p, r, f, _ = metrics.precision_recall_fscore_support(
            true, predicted, labels=labels, average=average, zero_division=0
        )
        suffix = "" if average == "macro" else ":average=" + average
        figures.update({"precision" + suffix: p, "recall" + suffix: r, "f1" + suffix: f})
    p, r, f, support = metrics.precision_recall_fscore_support(
        true, predicted, labels=labels, average=None, zero_division=0
    )
    matrix = metrics.confusion_matrix(true, predicted, labels=labels + [NO_LABEL])
    return {
        "name": name,
        "answers": answers,
        "references": references,
        "figures": {key: figure(value) for key, value in figures.items()},
        "classes": [
            {"label": label, "precision": float(a), "recall": float(b), "f1": float(c), "support": int(d)}
            for label, a, b, c, d in zip(labels, p, r, f, support)
        ],
        "matrix": [[int(count) for count in row] for row in matrix[: len(labels)]],
    }


def multilabel(name, answers, references):
    """Figures of several labels per answer; both sides are lists of labels, the answer as it is split from its text."""
    labels = sorted({label for row in references for label in row})
    binarizer = MultiLabelBinarizer(classes=labels)
    true = binarizer.fit_transform(references)
    predicted = binarizer.transform([[label for label in row if label in labels] for row in answers])
    right = [set(a) == set(b) for a, b in zip(answers, references)]
    figures = {"accuracy:multi=true": sum(right) / len(right)}
    if all(set(row) <= set(labels) for row in answers):
        assert figures["accuracy:multi=true"] == metrics.accuracy_score(true, predicted)
    for average in AVERAGES:
        p, r, f, _ = metrics.precision_recall_fscore_support(true, predicted, average=average, zero_division=0)
        prefix = ":" if average == "macro" else ":average=" + average + ","
        figures.update({n + prefix + "multi=true": v for n, v in (("precision", p), ("recall", r), ("f1", f))})
    return {
        "name": name,
        "answers": answers,
        "references": references,
        "figures": {key: figure(value) for key, value in figures.items()},
    }


def label_sets():
    rng = random.Random(7)
    hostile = ["", "Unlimited/All-You-Can-Eat", "赔偿条款", "بند التعويض", "👍", "cafe\u0301", "café", "a\nb", "A", "a"]
    hostile = [label for label in hostile if label]

    def drawn(names, count, noise, weights=None):
        true = rng.choices(names, weights, k=count)
        return [[label] for label in true], [
            label if rng.random() > noise else rng.choice(names + ["I do not know.", ""]) for label in true
        ]

    sets = []
    for name, names, count, noise, weights in (
        ("binary", ["yes", "no"], 60, 0.3, None),
        ("rare class", ["spam", "ham", "eggs"], 80, 0.4, [90, 8, 2]),
        ("hostile labels", hostile, 120, 0.5, None),
        ("many labels", ["label %02d" % i for i in range(40)], 300, 0.5, None),
        ("worse than chance", ["a", "b"], 40, 1.0, None),
    ):
        references, answers = drawn(names, count, noise, weights)
        sets.append(classification(name, answers, references))
    sets.append(classification("one class, all right", ["x", "x", "x"], [["x"], ["x"], ["x"]]))
    sets.append(classification("one class, all wrong", ["y", "", "z"], [["x"], ["x"], ["x"]]))
    sets.append(classification("one answer for all", ["a"] * 4, [["a"], ["b"], ["c"], ["a"]]))
    sets.append(classification("one sample", ["a"], [["b"]]))
    sets.append(classification("white space", [" a\n", "\u3000b", "\x1cc\x85", "\ufeffa"], [["a"], ["b "], ["c"], ["a"]]))
    sets.append(
        classification("several accepted", ["b", "a", "c", "x", "b"], [["a", "b"], ["a"], ["a", "b"], ["b", "a"], ["c"]])
    )
    sets.append(classification("huge", ["x" * 50000, "a", "word " * 20000], [["a"], ["a"], ["b"]]))
    return sets


def multilabel_sets():
    rng = random.Random(8)
    names = ["tax", "liability", "赔偿", "👍", "term"]

    def drawn(least):
        return rng.sample(names, rng.randint(least, 3))

    references = [drawn(1) for _ in range(60)]
    answers = [row if rng.random() < 0.3 else drawn(0) for row in references]
    odd = [row + ["unheard of"] if rng.random() < 0.2 else row for row in answers]
    return [
        multilabel("drawn", answers, references),
        multilabel("with unknown labels", odd, references),
        multilabel("one label never named", [["tax"], ["tax"]], [["tax", "term"], ["tax"]]),
        multilabel("repeats and order", [["b", "a", "b"], ["a"]], [["a", "b"], ["b"]]),
    ]


# --- Short answers: evaluate-v2.0.py --------------------------------------------------------------------------------


def normalize_answer(s):
    def remove_articles(text):
        regex = re.compile(r"\b(a|an|the)\b", re.UNICODE)
        return re.sub(regex, " ", text)

    def white_space_fix(text):
        return " ".join(text.split())

    def remove_punc(text):
        exclude = set(string.punctuation)
        return "".join(ch for ch in text if ch not in exclude)

    def lower(text):
        return text.lower()

    return white_space_fix(remove_articles(remove_punc(lower(s))))


def get_tokens(s):
    if not s:
        return []
    return normalize_answer(s).split()


def compute_exact(a_gold, a_pred):
    return int(normalize_answer(a_gold) == normalize_answer(a_pred))


def compute_f1(a_gold, a_pred):
    gold_toks = get_tokens(a_gold)
    pred_toks = get_tokens(a_pred)
    common = collections.Counter(gold_toks) & collections.Counter(pred_toks)
    num_same = sum(common.values())
    if len(gold_toks) == 0 or len(pred_toks) == 0:
        # If either is no-answer, then F1 is 1 if they agree, 0 otherwise
        return int(gold_toks == pred_toks)
    if num_same == 0:
        return 0
    precision = 1.0 * num_same / len(pred_toks)
    recall = 1.0 * num_same / len(gold_toks)
    return (2 * precision * recall) / (precision + recall)


TEXTS = [
    "",
    " ",
    "\n",
    "the",
    "The rent.",
    "rent",
    "a cat and the dog",
    "Rent is due on the first",
    "rent is due, on the first!",
    "赔偿条款",
    "本合同的赔偿条款",
    "بند التعويض",
    "هذا هو بند التعويض.",
    "👍",
    "👍👍 fine",
    "cafe\u0301",
    "café",
    "CAFÉ au lait",
    "e\u0301a the\u0301 a\u0301n",
    "İstanbul",
    "istanbul",
    "ΟΔΟΣ",
    "οδος",
    "Straße",
    "STRASSE",
    "one\ntwo\r\nthree",
    "a\x1cb\x85c\u2028d\u3000e\ufefff",
    "$1,234.50",
    "1234.50",
    "“quoted” — dashed…",
    "x" * 3000,
    "word " * 600,
]


def short_answers():
    cases = []
    rng = random.Random(9)
    pairs = [(text, [text]) for text in TEXTS]
    pairs += [(rng.choice(TEXTS), rng.sample(TEXTS, rng.randint(1, 3))) for _ in range(160)]
    for answer, references in pairs:
        if sum(map(len, references)) + len(answer) > 5000:
            continue
        cases.append(
            {
                "answer": answer,
                "references": references,
                "exact-match": max(int(ref.strip() == answer.strip()) for ref in references),
                "normalized-exact-match": max(compute_exact(ref, answer) for ref in references),
                "token-f1": max(compute_f1(ref, answer) for ref in references),
                "contains": max(int(ref.strip() in answer) for ref in references),
                "contains:ignore-case=true": max(int(ref.strip().lower() in answer.lower()) for ref in references),
            }
        )
    return cases


# --- Numbers --------------------------------------------------------------------------------------------------------

STRICT_MATCH = r"#### (\-?[0-9\.\,]+)"
FLEXIBLE_EXTRACT = r"(-?[$0-9.,]{2,})|(-?[0-9]+)"
REGEXES_TO_IGNORE = (",", r"\$", r"(?s).*#### ", r"\.$")
INVALID = "[invalid]"


def regex_filter(pattern, group_select, text):
    """RegexFilter.apply, for one answer."""
    match = re.compile(pattern).findall(text)
    if not match:
        return INVALID
    match = match[group_select]
    if isinstance(match, tuple):
        match = [m for m in match if m]
        match = match[0] if match else INVALID
    return match.strip()


def to_number(text):
    for pattern in REGEXES_TO_IGNORE:
        text = re.sub(pattern, "", text)
    return float(text) if re.fullmatch(r"-?([0-9]+\.?[0-9]*|\.[0-9]+)", text) else None


NUMBER_TEXTS = [
    "",
    "no number",
    "42",
    "#### 42",
    "He pays 5 + 37 = 42.\n#### 42",
    "#### -7",
    "#### 1,234.5",
    "#### 3 and then #### 4",
    "The answer is 42.",
    "The answer is $1,250.00.",
    "It is 12.50 dollars, or 13 with tax",
    "between 5 and 7",
    "-3",
    "−3",
    "3 - 4 = -1",
    "a-5",
    "5%",
    ".5",
    "0.5",
    "5.",
    "...",
    "done. 42 ...",
    "1.2.3",
    "$",
    "$$",
    "$5",
    "£1,000,000",
    "٤٢",
    "四十二 42 个",
    "42 👍",
    "4\u03012",
    "1\n2\n3\n",
    "#### ",
    "####42",
    "#### $42",
    "1" * 400,
    "7 " * 3000,
    "x" * 5000,
]


def numbers_in_texts():
    cases = []
    for text in NUMBER_TEXTS:
        strict = regex_filter(STRICT_MATCH, 0, text)
        flexible = regex_filter(FLEXIBLE_EXTRACT, -1, text)
        cases.append(
            {
                "text": text,
                "strict": None if strict == INVALID else strict,
                "flexible": None if flexible == INVALID else flexible,
                "strictNumber": to_number(strict),
                "flexibleNumber": to_number(flexible),
            }
        )
    for case in cases:
        for key in ("strictNumber", "flexibleNumber"):
            if case[key] is not None and not math.isfinite(case[key]):
                case[key] = None
    return cases


def number_set(name, answers, references):
    figures = {
        "mae": metrics.mean_absolute_error(references, answers),
        "rmse": metrics.root_mean_squared_error(references, answers),
        "mape": metrics.mean_absolute_percentage_error(references, answers),
        "pearson": scipy.stats.pearsonr(answers, references).statistic if len(answers) > 1 else math.nan,
        "spearman": scipy.stats.spearmanr(answers, references).statistic if len(answers) > 1 else math.nan,
    }
    return {
        "name": name,
        "answers": answers,
        "references": references,
        "figures": {key: figure(value) for key, value in figures.items()},
    }


def number_sets():
    rng = random.Random(10)
    normal = [round(rng.gauss(0, 10), 3) for _ in range(100)]
    near = [round(value + rng.gauss(0, 3), 3) for value in normal]
    ties = [float(rng.randint(0, 4)) for _ in range(60)]
    return [
        number_set("drawn", near, normal),
        number_set("many ties", [min(4.0, max(0.0, value + rng.randint(-1, 1))) for value in ties], ties),
        number_set("against each other", [5.0, 4.0, 3.0, 2.0, 1.0], [1.0, 2.0, 3.0, 4.0, 5.0]),
        number_set("huge", [1e150, 2e150, 4e150], [1.5e150, 1e150, 3e150]),
        number_set("tiny", [1e-300, 3e-300, 2e-300], [2e-300, 5e-300, 1e-300]),
        number_set("far from 0", [1e9 + 1, 1e9 + 2, 1e9 + 4], [1e9 + 2, 1e9 + 1, 1e9 + 5]),
        number_set("constant answers", [3.0, 3.0, 3.0], [1.0, 2.0, 3.0]),
        number_set("references of 0", [1.0, 0.0, 2.0], [0.0, 0.0, 4.0]),
        number_set("one pair", [2.0], [5.0]),
        number_set("two pairs", [2.0, 3.0], [5.0, 1.0]),
    ]


# --- Rankings -------------------------------------------------------------------------------------------------------


def ranking(name, answer, gains):
    """`answer` is the list of ids, best first; `gains` says what is relevant."""
    ids = list(dict.fromkeys(answer))
    relevant = {key: gain for key, gain in gains.items() if gain > 0}
    hits = [key in relevant for key in ids]
    figures = {
        "mrr": 1 / (hits.index(True) + 1) if any(hits) else 0,
        "map": sum(sum(hits[: at + 1]) / (at + 1) for at, hit in enumerate(hits) if hit) / len(relevant),
    }
    for k in (1, 3, 10):
        suffix = "" if k == 10 else ":k=%d" % k

        def dcg(values):
            return sum(value / math.log2(at + 2) for at, value in enumerate(values[:k]))

        ndcg = dcg([max(0, gains.get(key, 0)) for key in ids]) / dcg(sorted(relevant.values(), reverse=True))
        if set(relevant) <= set(ids) and len(ids) > 1:
            true = [[max(0, gains.get(key, 0)) for key in ids]]
            scored = [[-at for at in range(len(ids))]]
            assert abs(metrics.ndcg_score(true, scored, k=k) - ndcg) < 1e-12, name
        figures["ndcg" + suffix] = ndcg
        figures["hit" + suffix] = int(any(hits[:k]))
        figures["recall-at" + suffix] = sum(hits[:k]) / len(relevant)
    return {"name": name, "answer": answer, "gains": gains, "figures": {k: figure(v) for k, v in figures.items()}}


def rankings():
    rng = random.Random(11)
    cases = [
        ranking("perfect", ["a", "b", "c"], {"a": 3, "b": 2, "c": 1}),
        ranking("reversed", ["c", "b", "a"], {"a": 3, "b": 2, "c": 1}),
        ranking("nothing relevant found", ["x", "y"], {"a": 1}),
        ranking("empty answer", [], {"a": 1, "b": 1}),
        ranking("repeats", ["x", "a", "a", "x", "b"], {"a": 1, "b": 1}),
        ranking("gains of 0 and below", ["a", "b", "c"], {"a": 0, "b": 2, "c": -1}),
        ranking("other scripts", ["赔偿", "👍", "تعويض"], {"تعويض": 1, "👍": 0.5}),
    ]
    for at in range(30):
        ids = ["d%d" % i for i in range(rng.randint(1, 25))]
        gains = {key: rng.randint(0, 3) for key in rng.sample(ids + ["missing", "gone"], rng.randint(1, len(ids)))}
        gains[rng.choice(ids)] = 1
        rng.shuffle(ids)
        cases.append(ranking("drawn %d" % at, ids, gains))
    return cases


# --- JSON Schema ----------------------------------------------------------------------------------------------------

VALUES = [
    None, True, False, 0, 1, 1.0, -1, 1.5, 0.3, 7, 1e308, "", "a", "ab", "abc", "2024-05", "赔偿", "👍", "👍👍", "cafe\u0301",
    [], [1], [1, 2], [1, 1.0], [1, "a"], ["a", "b", "a"], [[]], [{}, {}], [1, True], [0, False], [{"a": 1, "b": 2}, {"b": 2, "a": 1}],
    {}, {"a": 1}, {"a": "x"}, {"a": None}, {"a": 1, "b": 2}, {"b": 1}, {"a": {"a": {"a": 1}}}, {"a": {"a": {"a": "x"}}},
    {"x-1": 1}, {"x-1": "y"}, {"__proto__": 1}, {"toString": 1}, {"a/b": 1}, {"name": "search", "arguments": {"limit": 2}},
    {"name": "search", "arguments": {"limit": 2.5}}, {"kind": "cat", "lives": 9}, {"kind": "dog", "lives": 9}, {"kind": "dog"},
]
OLD = "http://json-schema.org/draft-07/schema#"

SCHEMAS = [
    True, False, {},
    *({"type": name} for name in ("null", "boolean", "integer", "number", "string", "array", "object")),
    {"type": ["integer", "null"]},
    {"enum": [1, "a", [1, 2], {"a": 1}, None]}, {"enum": []}, {"const": None}, {"const": False}, {"const": 0}, {"const": {"b": 2, "a": 1}},
    {"minimum": 1}, {"maximum": 1}, {"exclusiveMinimum": 1}, {"exclusiveMaximum": 1}, {"multipleOf": 0.5}, {"multipleOf": 7},
    {"minLength": 2}, {"maxLength": 1}, {"minLength": 5, "maxLength": 5}, {"pattern": "^a"}, {"pattern": "^[0-9]{4}-[0-9]{2}$"},
    {"minItems": 2}, {"maxItems": 1}, {"uniqueItems": True}, {"uniqueItems": False}, {"items": {"type": "integer"}}, {"items": False},
    {"prefixItems": [{"type": "integer"}, {"type": "string"}]}, {"prefixItems": [{"type": "integer"}], "items": False},
    {"$schema": OLD, "items": [{"type": "integer"}], "additionalItems": {"type": "integer"}},
    {"$schema": OLD, "items": [True], "additionalItems": False},
    {"contains": {"const": 1}}, {"contains": {"const": "a"}, "minContains": 2}, {"contains": {"type": "string"}, "maxContains": 1, "minContains": 0},
    {"contains": True},
    {"required": ["a"]}, {"required": ["toString"]}, {"required": ["__proto__"]}, {"minProperties": 2}, {"maxProperties": 1},
    {"properties": {"a": {"type": "integer"}}}, {"properties": {"a": {"type": "integer"}}, "additionalProperties": False},
    {"properties": {"__proto__": {"type": "string"}, "toString": {"type": "string"}}},
    {"patternProperties": {"^x-": {"type": "integer"}}, "additionalProperties": {"type": ["integer", "null"]}},
    {"propertyNames": {"maxLength": 1}}, {"propertyNames": {"pattern": "^a"}},
    {"dependentRequired": {"a": ["b"]}}, {"dependentSchemas": {"a": {"required": ["b"]}}},
    {"$schema": OLD, "dependencies": {"a": ["b"], "b": {"maxProperties": 1}}},
    {"allOf": [{"type": "number"}, {"minimum": 1}]}, {"anyOf": [{"type": "string"}, {"type": "null"}]},
    {"oneOf": [{"type": "number"}, {"type": "integer"}]}, {"oneOf": [True, True]}, {"not": {"type": "array"}}, {"not": {}},
    {"if": {"type": "object"}, "then": {"required": ["a"]}, "else": {"type": "array"}}, {"if": {"const": 1}}, {"then": False},
    {"if": {"properties": {"kind": {"const": "cat"}}, "required": ["kind"]}, "else": {"not": {"required": ["lives"]}}},
    {"$ref": "#/$defs/n", "$defs": {"n": {"type": "integer"}}}, {"$ref": "#/$defs/n", "minimum": 1, "$defs": {"n": {"type": "integer"}}},
    {"$schema": OLD, "$ref": "#/definitions/n", "minimum": 1, "definitions": {"n": {"type": "integer"}}},
    {"$ref": "#/$defs/a~1b%25", "$defs": {"a/b%": {"type": "string"}}}, {"$ref": "#here", "$defs": {"x": {"$anchor": "here", "type": "array"}}},
    {"$id": "https://example.com/s", "$ref": "https://example.com/s#/$defs/n", "$defs": {"n": {"type": "null"}}},
    {"type": ["object", "integer"], "properties": {"a": {"$ref": "#"}}},
    {"type": "object", "properties": {"name": {"type": "string"}, "arguments": {"type": "object", "properties": {"limit": {"type": "integer"}}}},
     "required": ["name", "arguments"], "additionalProperties": False},
    {"title": "unknown keywords", "x-anything": [1], "format": "date", "default": 1},
]


def schemas():
    """For each schema which of the values satisfy it, as 1 and 0."""
    cases = []
    for schema in SCHEMAS:
        validator = jsonschema.validators.validator_for(schema, default=jsonschema.Draft202012Validator)(schema)
        cases.append({"schema": schema, "valid": "".join("01"[validator.is_valid(value)] for value in VALUES)})
    return {"values": VALUES, "cases": cases}


def main():
    golden = {
        "versions": {
            "python": platform.python_version(),
            "scikit-learn": sklearn.__version__,
            "scipy": scipy.__version__,
            "numpy": numpy.__version__,
            "squad": "evaluate-v2.0.py, written out in answers.py",
            "lm-evaluation-harness": "0.4.13, filters of gsm8k.yaml written out in answers.py",
            "trec_eval": "definitions written out in answers.py",
            "jsonschema": importlib.metadata.version("jsonschema"),
        },
        "labels": label_sets(),
        "multilabels": multilabel_sets(),
        "shortAnswers": short_answers(),
        "numbersInTexts": numbers_in_texts(),
        "numbers": number_sets(),
        "rankings": rankings(),
        "schemas": schemas(),
    }
    path = pathlib.Path(__file__).with_name("answers.json")
    path.write_text(json.dumps(golden, ensure_ascii=False, allow_nan=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
