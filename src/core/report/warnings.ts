import type { AnswerCounts } from '../compare/resultBook';
import { canonicalJson } from '../dataset/json';
import type { ReportModel, ReportWarning } from './report';

/** Share of equal answers from which two models look like one. */
const IDENTICAL_SHARE = 0.95;

/** Fewer samples than these show large differences only. */
const FEW_SAMPLES = 30;

/** What a report is warned of. */
export interface Comparability {
  readonly base: ReportModel;
  readonly tuned: ReportModel;
  readonly answers: AnswerCounts;
  /** Answers were given when the dataset's file was another than now. */
  readonly otherDataset: boolean;
  readonly unknownMetrics: readonly string[];
}

/** Why figures of the two models may not be comparable, or what looks wrong with a run. */
export function warningsOf({ base, tuned, answers, otherDataset, unknownMetrics }: Comparability): ReportWarning[] {
  const warnings: ReportWarning[] = [];
  const warn = (id: ReportWarning['id'], message: string): void => void warnings.push({ id, message });
  const { both, identical, failed } = answers;
  const percent = Math.round((100 * identical) / both);
  if (base.endpoint === tuned.endpoint && base.model === tuned.model && base.revision === tuned.revision) {
    warn('same-model', `Base and tuned are the same model: ${base.model} at ${base.endpoint}.`);
  } else if (both >= 10 && identical >= IDENTICAL_SHARE * both) {
    warn(
      'identical-outputs',
      `${percent} % of the answers are the same text. Check that the server applies the adapter of ${tuned.model}.`,
    );
  }
  const asked = ({ api, template, parameters }: ReportModel): string => canonicalJson({ api, template, parameters });
  if (asked(base) !== asked(tuned)) {
    const differing = [
      ...(base.api === tuned.api ? [] : ['interface']),
      ...(base.template === tuned.template ? [] : ['template']),
      ...[...new Set([...Object.keys(base.parameters), ...Object.keys(tuned.parameters)])]
        .sort()
        .filter(
          (name) => canonicalJson(base.parameters[name] ?? null) !== canonicalJson(tuned.parameters[name] ?? null),
        ),
    ];
    warn('other-parameters', `The models were not asked in the same way: they differ in ${differing.join(', ')}.`);
  }
  if (otherDataset) {
    warn(
      'other-dataset',
      'Some answers were given before the dataset was changed. Run it again where prompts are no longer the same.',
    );
  }
  const failures = failed.base + failed.tuned;
  if (failures > 0) {
    warn(
      'failures',
      `${count(failures)} ${failures === 1 ? 'request' : 'requests'} failed (base ${count(failed.base)}, tuned ${count(failed.tuned)}); these samples are not compared.`,
    );
  }
  if (both > 0 && both < FEW_SAMPLES) {
    warn('few-samples', `Only ${count(both)} samples are compared: small differences cannot be shown.`);
  }
  if (unknownMetrics.length > 0) {
    warn('unknown-metrics', `tuning-fork.json names metrics that do not exist: ${unknownMetrics.join(', ')}.`);
  }
  return warnings;
}

function count(value: number): string {
  return value.toLocaleString('en');
}
