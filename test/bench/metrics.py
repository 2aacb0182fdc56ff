"""The reference implementations in the metrics bench: `python metrics.py <task> <pairs.jsonl> <how many>`. Prints what
`metricsOurs.ts` prints, or the packages that are missing."""

import itertools
import json
import sys
import time

task, path, count = sys.argv[1:]
with open(path, encoding="utf-8") as lines:
    pairs = [json.loads(line) for line in itertools.islice(lines, int(count))]
answers = [pair["prediction"] for pair in pairs]
references = [pair["references"][0] for pair in pairs]

try:
    if task == "rouge":
        from rouge_score import rouge_scorer
    else:
        from sacrebleu.metrics import BLEU, CHRF, TER
except ImportError:
    print(json.dumps({"missing": "rouge-score==0.1.2" if task == "rouge" else "sacrebleu==2.6.0"}))
    sys.exit()

began = time.perf_counter()
if task == "rouge":
    types = ["rouge1", "rouge2", "rougeL"]
    scorer = rouge_scorer.RougeScorer(types, use_stemmer=True)
    scores = [scorer.score(reference, answer) for reference, answer in zip(references, answers)]
    figures = [sum(score[type].fmeasure for score in scores) / len(scores) for type in types]
else:
    metric = {"bleu": BLEU, "chrf": CHRF, "ter": TER}[task]()
    figures = [metric.corpus_score(answers, [references]).score]
print(json.dumps({"ms": 1000 * (time.perf_counter() - began), "figures": figures}))
