import {
  accuracy,
  balancedAccuracy,
  f1,
  kappa,
  mcc,
  precision,
  recall,
  unparsable,
} from './classification/labelMetrics';
import { empty } from './form/empty';
import { firstToken } from './form/firstToken';
import { latency } from './form/latency';
import { otherLanguage } from './form/otherLanguage';
import { refusal } from './form/refusal';
import { tokens } from './form/tokens';
import { tokensPerSecond } from './form/tokensPerSecond';
import { truncated } from './form/truncated';
import { bleu } from './generation/bleu';
import { cer } from './generation/cer';
import { chrf, chrfPlusPlus } from './generation/chrf';
import { gleu } from './generation/gleu';
import { lengthRatio } from './generation/lengthRatio';
import { levenshtein } from './generation/levenshtein';
import { meteor } from './generation/meteor';
import { repetition } from './generation/repetition';
import { rougeL } from './generation/rougeL';
import { rougeLsum } from './generation/rougeLsum';
import { rouge1, rouge2 } from './generation/rougeN';
import { ter } from './generation/ter';
import { wer } from './generation/wer';
import { plainMetric, type MetricFamily } from './metricFamily';
import { pearson, spearman } from './numbers/correlation';
import { meanAbsoluteError, meanAbsolutePercentageError, rootMeanSquaredError } from './numbers/errors';
import { contains } from './question/contains';
import { exactMatch } from './question/exactMatch';
import { multipleChoice } from './question/multipleChoice';
import { normalizedExactMatch } from './question/normalizedExactMatch';
import { numericAnswer } from './question/numericAnswer';
import { regex } from './question/regex';
import { tokenF1 } from './question/tokenF1';
import { averagePrecision, discountedGain, hitRate, recallAt, reciprocalRank } from './ranking/rankingMetrics';
import { jsonFields } from './structured/jsonFields';
import { jsonSchema } from './structured/jsonSchema';
import { jsonValid } from './structured/jsonValid';
import { toolCalls } from './structured/toolCalls';

/** Every metric, in the order in which lists offer them. */
export const METRIC_FAMILIES: readonly MetricFamily[] = [
  plainMetric(exactMatch),
  plainMetric(normalizedExactMatch),
  plainMetric(tokenF1),
  contains,
  regex,
  plainMetric(multipleChoice),
  numericAnswer,
  accuracy,
  balancedAccuracy,
  precision,
  recall,
  f1,
  mcc,
  kappa,
  unparsable,
  rouge1,
  rouge2,
  rougeL,
  rougeLsum,
  bleu,
  chrf,
  chrfPlusPlus,
  ter,
  plainMetric(meteor),
  gleu,
  plainMetric(levenshtein),
  wer,
  plainMetric(cer),
  plainMetric(repetition),
  plainMetric(lengthRatio),
  jsonValid,
  jsonSchema,
  plainMetric(jsonFields),
  toolCalls,
  plainMetric(meanAbsoluteError),
  plainMetric(rootMeanSquaredError),
  plainMetric(meanAbsolutePercentageError),
  plainMetric(pearson),
  plainMetric(spearman),
  reciprocalRank,
  averagePrecision,
  discountedGain,
  hitRate,
  recallAt,
  plainMetric(refusal),
  plainMetric(empty),
  plainMetric(truncated),
  plainMetric(otherLanguage),
  plainMetric(latency),
  plainMetric(firstToken),
  plainMetric(tokens),
  plainMetric(tokensPerSecond),
];
