"""Makes generation.json, the expected values of the generation metrics. Run once; the tests read only the JSON file.

    python3 -m venv /tmp/golden
    /tmp/golden/bin/pip install sacrebleu==2.6.0 rouge-score==0.1.2 nltk==3.10.3 jiwer==4.0.0 rapidfuzz==3.14.6
    /tmp/golden/bin/python test/golden/generation.py

`versions` of the golden file says what made it. METEOR runs with an empty WordNet, as the metric has no synonyms. jiwer
knows one reference only; of several the lowest rate counts. Every figure of a set is that of all cases with as many
references as the first; corpus figures of jiwer are those of the cases with one reference.
"""

import importlib
import importlib.metadata
import json
import pathlib
import platform
import pydoc_data.topics
import random
import re
import unicodedata

import jiwer
from nltk.stem.porter import PorterStemmer
from nltk.translate.gleu_score import corpus_gleu, sentence_gleu
from nltk.translate.meteor_score import meteor_score
from rapidfuzz.distance import Levenshtein
from rouge_score import rouge_scorer
from sacrebleu.metrics import BLEU, CHRF, TER


class EmptyWordNet:
    """A WordNet without words, for METEOR."""

    def synsets(self, word):
        return []


BLEUS = {
    "bleu": {},
    "bleu:tokenize=intl": {"tokenize": "intl"},
    "bleu:tokenize=char": {"tokenize": "char"},
    "bleu:tokenize=zh": {"tokenize": "zh"},
    "bleu:tokenize=none": {"tokenize": "none"},
    "bleu:smooth=floor": {"smooth_method": "floor"},
    "bleu:smooth=floor,smooth-value=0.375": {"smooth_method": "floor", "smooth_value": 0.375},
    "bleu:smooth=add-k": {"smooth_method": "add-k"},
    "bleu:smooth=add-k,smooth-value=0.125": {"smooth_method": "add-k", "smooth_value": 0.125},
    "bleu:smooth=none": {"smooth_method": "none"},
    "bleu:lowercase=true": {"lowercase": True},
}
CHRFS = {
    "chrf": {},
    "chrf++": {"word_order": 2},
    "chrf:whitespace=true": {"whitespace": True},
    "chrf++:lowercase=true": {"word_order": 2, "lowercase": True},
}
TERS = {
    "ter": {},
    "ter:normalized=true": {"normalized": True},
    "ter:no-punct=true": {"no_punct": True},
    "ter:normalized=true,asian-support=true": {"normalized": True, "asian_support": True},
    "ter:normalized=true,no-punct=true,asian-support=true": {
        "normalized": True,
        "no_punct": True,
        "asian_support": True,
    },
    "ter:case-sensitive=true": {"case_sensitive": True},
}
ROUGES = {"rouge-1": "rouge1", "rouge-2": "rouge2", "rouge-l": "rougeL", "rouge-lsum": "rougeLsum"}

WORDS = """the a of and to in is was for that with on as by it be this are from or at an which not have
tenant landlord pays rent month monthly day notice written agreement party parties terminate termination clause liability
limited limitation indemnify indemnification damages breach claims arising confidential information disclosure law governing
state court arbitration assignment assigned consent shall may must will within thirty days after before first reasonable
payment payments fees invoice invoices services delivered delivery goods warranty warranties insurance insured policy
running runs quickly generalization organizational happily flies dying skies relational conditional hopefulness""".split()

NFD = unicodedata.normalize("NFD", "Ça coûte très cher à Noël")

# answer, references
HOSTILE = [
    # empty and blank
    ("", [""]),
    ("", ["Indemnification"]),
    ("Indemnification", [""]),
    (" \t\n", [""]),
    ("", ["   "]),
    ("a b c", [" "]),
    # one word against one word
    ("Rent", ["Rent"]),
    ("rent", ["Rent"]),
    ("Rent", ["Term"]),
    ("a", ["a"]),
    (".", ["."]),
    # two, three and four words: higher orders are empty
    ("the rent", ["the rent"]),
    ("pay the rent", ["pay the rent"]),
    ("pay the rent now", ["pay the rent now"]),
    ("pay the", ["pay the rent now please"]),
    # order and repeats
    ("the the the the the the the", ["the cat is on the mat"]),
    ("b a b c b a", ["a b c b a b"]),
    ("one two three four five six", ["six five four three two one"]),
    ("d e f a b c g h i", ["a b c d e f g h i"]),
    ("x x x x x x x x", ["x x x x"]),
    # 13a: skipped, entities, hyphen and line end, numbers, dashes
    ("<skipped>Rent is due.", ["Rent is due."]),
    ("&quot;Rent&quot; &amp; term &lt;b&gt; &amp;lt;", ['"Rent" & term <b> <']),
    ("indemnifi-\ncation of the tenant", ["indemnification of the tenant"]),
    ("indemnifi-\ncation-\n", ["indemnification-"]),
    ("line one\n-line two", ["line oneline two"]),
    ("It costs $1,000.50 (or 12%), i.e. 3-4 days.", ["It costs 1000.50 dollars or 12 %, i.e. 3 - 4 days ."]),
    ("1,000,000.00 2-3 a-b 5- -5 ...5 5... .5 5.", ["1,000,000.00 2 - 3 a-b 5 - -5 .. .5 5 ... .5 5 ."]),
    ("a.b,c .d ,e f. g, 9.a a.9 9,9", ["a . b , c . d , e f . g , 9 . a a . 9 9,9"]),
    ("the tenant's cat's 's", ["the tenant 's cat 's 's"]),
    ("[a]{b}|c|~d~`e`^f^_g_\\h\\/i/:j:;k;<l>=m=?n?@o@!p!#q#*r*+s+", ["[ a ] { b } | c | ~ d ~ ` e ` h i j k"]),
    ("what...?! no,,, yes;;", ["what ... ? ! no , , , yes ; ;"]),
    ("(hi) 'hi' \"hi\" hi! !hi (", ["hi ( ) hi ' \" hi ! hi ("]),
    # white space that Python and JavaScript see differently; a single tab or line end
    ("a\u0085b\u001cc\u001fd", ["a b c d"]),
    ("a\ufeffb \ufeff c", ["a b c"]),
    ("a\u00a0b\u2003c\u3000d\u2028e", ["a b c d e"]),
    ("a\tb c\td", ["a b c d"]),
    ("a \t b\n\nc\n d", ["a b c d"]),
    ("rent is due.  \u0085\u001c", ["rent is due."]),
    # lines as sentences
    ("the first line\nand a second one\nthird", ["and a second one\nthe first line\nthird"]),
    ("w1 w2 w3 w4 w5\nw1 w3 w8 w9 w5", ["w1 w2 w6 w7 w8\nw1 w3 w8 w9 w5"]),
    ("\n\na b\n\n\nb c a\n", ["b c\na b c\n\n"]),
    # scripts, emoji, combining marks
    ("承租人必须在每月一日前支付租金。", ["承租人應當在每月第一天之前支付租金。"]),
    ("「賃料」は、毎月１日までに支払う！", ["賃料は毎月1日まで払う。"]),
    ("カタカナ ひらがな ㇰㇱ", ["カタカナとひらがな"]),
    ("𠀀𠀁 𪛖 中文 ⿰ ㍿ ㈱ 㐀", ["𠀀 𠀁𪛖 中 文 ㍿"]),
    ("“Rent” – ‘due’ — now… → € §5", ["\"Rent\" - 'due' - now... € § 5"]),
    ("يدفع المستأجر الإيجار في أول كل شهر، أليس كذلك؟", ["يدفع المستأجر الإيجار كل شهر."]),
    ("👍 rent 👨‍👩‍👧 is 🇩🇪 due 😀.", ["👍 rent is due 😀 ."]),
    ("😀😀😀", ["😀😁😀"]),
    ("😀", ["😁"]),
    ("Ça coûte très cher à Noël", [NFD]),
    (NFD, [NFD]),
    ("ΟΔΟΣ ΟΔΟΣ. İstanbul STRASSE straße", ["οδος οδος. istanbul strasse STRASSE"]),
    ("١٢٣٫٤٥ ½ ² Ⅷ 1½.5", ["123,45 1/2 2 VIII 1½ . 5"]),
    ("a\u0301\u0301 b\u200dc \u200b d", ["á b c d"]),
    ("😀ed !!ing a*ded x😀😀ing a😀ate", ["😀 !! ad x😀 a😀"]),
    # cases and stems
    ("Running Runs RAN happily", ["run running ran happy"]),
    ("organizations generalizing additionally ages", ["organization generalize additional age"]),
    # several references
    ("Paris", ["London", "Paris", "Rome"]),
    ("the cat sat on the mat", ["a cat sat on a mat", "the cat is on the mat", "there is a cat on the mat"]),
    ("the cat sat", ["the cat", "the cat sat on"]),
    ("a b c d e", ["a b", "c d e f g h i"]),
    ("", ["London", ""]),
    ("one two", ["", "one two"]),
    ("", ["", ""]),
]


def sentence(rng, low, high):
    """Random words, some capitalised, some with punctuation behind them."""
    words = []
    for _ in range(rng.randint(low, high)):
        word = rng.choice(WORDS)
        if rng.random() < 0.08:
            word = word.capitalize()
        if rng.random() < 0.1:
            word += rng.choice([",", ".", ";", ":", "!", "?", ")", "'s", "-"])
        if rng.random() < 0.02:
            word = rng.choice(["12", "3.5", "1,000", "$5", "(a)", "and/or", "état", "租金"])
        words.append(word)
    return " ".join(words)


def edited(rng, text, share):
    """The text with words dropped, doubled, replaced, and some runs of words moved."""
    words = []
    for word in text.split():
        draw = rng.random()
        if draw < share / 4:
            continue
        words.append(rng.choice(WORDS) if draw < share / 2 else word)
        if share / 2 <= draw < 3 * share / 4:
            words.append(rng.choice(WORDS))
    for _ in range(rng.randint(0, 3)):
        if len(words) > 6:
            start = rng.randrange(len(words) - 4)
            run = words[start : start + rng.randint(1, 4)]
            del words[start : start + len(run)]
            target = rng.randrange(len(words))
            words[target:target] = run
    return " ".join(words)


def pairs():
    made = list(HOSTILE)
    rng = random.Random(20)
    for _ in range(260):
        reference = sentence(rng, 20, 60)
        made.append((edited(rng, reference, rng.choice([0.1, 0.3, 0.6, 0.9])), [reference]))
    for _ in range(20):
        made.append((sentence(rng, 20, 60), [sentence(rng, 20, 60)]))
    for _ in range(20):
        first = sentence(rng, 10, 40)
        made.append((edited(rng, first, 0.4), [first, edited(rng, first, 0.5), sentence(rng, 10, 40)]))
    for _ in range(12):
        reference = "\n".join(sentence(rng, 3, 12) for _ in range(rng.randint(2, 5)))
        lines = [edited(rng, line, 0.4) for line in reference.split("\n")]
        rng.shuffle(lines)
        made.append(("\n".join(lines), [reference]))
    # Very different lengths: TER's beam is wider, and its search is cut short.
    made.append((sentence(rng, 2, 2), [sentence(rng, 130, 130)]))
    made.append((sentence(rng, 150, 150), [sentence(rng, 3, 3)]))
    made.append((" ".join(rng.choice("ab") for _ in range(90)), [" ".join(rng.choice("ab") for _ in range(90))]))
    long = sentence(rng, 300, 300)
    made.append((edited(rng, long, 0.3), [long]))
    return made


def long_pair():
    """10,000 words; without TER and the table of rouge_score, which take hours and gigabytes there."""
    rng = random.Random(30)
    reference = " ".join(rng.choice(WORDS) for _ in range(10000))
    return edited(rng, reference, 0.2), [reference]


METRICS = {name: BLEU(effective_order=True, **options) for name, options in BLEUS.items()}
METRICS.update({name: CHRF(**options) for name, options in CHRFS.items()})
METRICS.update({name: TER(**options) for name, options in TERS.items()})
CORPUS = {name: BLEU(**options) for name, options in BLEUS.items()}
CORPUS.update({name: METRICS[name] for name in [*CHRFS, *TERS]})
PLAIN_ROUGE = rouge_scorer.RougeScorer(list(ROUGES.values()), use_stemmer=False)
STEMMING_ROUGE = rouge_scorer.RougeScorer(list(ROUGES.values()), use_stemmer=True)


def scores(answer, references, is_long=False):
    made = {
        name: metric.sentence_score(answer, references).score
        for name, metric in METRICS.items()
        if not (is_long and name in TERS)
    }
    if not is_long:
        for scorer, suffix in ((PLAIN_ROUGE, ""), (STEMMING_ROUGE, ":stemmer=true")):
            rouge = scorer.score_multi(references, answer)
            made.update({name + suffix: rouge[type].fmeasure for name, type in ROUGES.items()})
    words = answer.split()
    reference_words = [reference.split() for reference in references]
    made["meteor"] = meteor_score(reference_words, words, wordnet=EmptyWordNet())
    made["gleu"] = sentence_gleu(reference_words, words)
    made["levenshtein"] = max(Levenshtein.normalized_similarity(answer, reference) for reference in references)
    made["wer"] = min(float(jiwer.wer(reference, answer)) for reference in references)
    made["cer"] = min(float(jiwer.cer(reference, answer)) for reference in references)
    return made


def corpus(cases):
    """The figures of a set in which all cases have as many references."""
    answers = [answer for answer, _ in cases]
    columns = [list(column) for column in zip(*(references for _, references in cases))]
    made = {}
    for name, metric in CORPUS.items():
        score = metric.corpus_score(answers, columns).score
        made[name] = {"figure": score, "signature": str(metric.get_signature())}
    made["gleu"] = {"figure": corpus_gleu([[r.split() for r in refs] for _, refs in cases], [a.split() for a in answers])}
    if len(columns) == 1:
        made["wer"] = {"figure": jiwer.wer(columns[0], answers)}
        made["cer"] = {"figure": jiwer.cer(columns[0], answers)}
    return made


def stem_words():
    """Words of Python's own manual, and stems with every suffix that the stemmer knows."""
    found = set(re.findall("[a-z]+", " ".join(pydoc_data.topics.topics.values()).lower()))
    suffixes = """s sses ies ied eed ed ing at bl iz y ational tional enci anci izer bli abli alli entli eli ousli ization
    ation ator alism iveness fulness ousness aliti iviti biliti fulli logi icate ative alize iciti ical ful ness al ance ence
    er ic able ible ant ement ment ent sion tion ion ou ism ate iti ous ive ize e ll l ly""".split()
    stems = "b by cry fall fizz geo hop oat pay relat sens tr troubl ya syzyg".split()
    found.update(stem + suffix for stem in stems for suffix in suffixes)
    found.update("sky skies dying lying tying news innings inning outings outing cannings canning howe proceed".split())
    found.update("exceed succeed yyyy yyyyed yying ow ies ied is as us a i y yy sss".split())
    return sorted(found)


def version(package):
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return importlib.import_module(package.replace("-", "_")).__version__


def token_cases():
    texts = {text for answer, references in HOSTILE for text in [answer, *references]}
    tokenizers = {name: BLEU(tokenize=name) for name in ("13a", "intl", "char", "zh", "none")}
    return [
        {"text": text, "tokens": {name: bleu._preprocess_segment(text).split() for name, bleu in tokenizers.items()}}
        for text in sorted(texts)
    ]


CASES = pairs()
ONE = [case for case in CASES if len(case[1]) == 1]
THREE = [case for case in CASES if len(case[1]) == 3]
NAMES = list(scores("a", ["a"]))
STEMMER = PorterStemmer()
STEM_WORDS = stem_words()
LONG = long_pair()

GOLDEN = {
    "versions": {
        "python": platform.python_version(),
        "unicode": unicodedata.unidata_version,
        **{name: version(name) for name in ("sacrebleu", "rouge-score", "nltk", "jiwer", "rapidfuzz")},
    },
    "metrics": NAMES,
    "cases": [
        {"answer": answer, "references": references, "scores": list(scores(answer, references).values())}
        for answer, references in CASES
    ],
    "long": {"answer": LONG[0], "references": LONG[1], "scores": scores(*LONG, is_long=True)},
    "corpora": [{"references": 1, "figures": corpus(ONE)}, {"references": 3, "figures": corpus(THREE)}],
    "tokens": token_cases(),
    "stems": {"words": " ".join(STEM_WORDS), "stems": " ".join(STEMMER.stem(word) for word in STEM_WORDS)},
}

target = pathlib.Path(__file__).with_name("generation.json")
target.write_text(json.dumps(GOLDEN, separators=(",", ":")) + "\n", encoding="ascii")
print(len(CASES), "cases,", len(STEM_WORDS), "stems,", target.stat().st_size, "bytes", GOLDEN["versions"])
