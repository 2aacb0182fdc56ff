import { MODEL_ROLES } from '../core/model/model';
import type { ObjectiveResult } from '../core/report/report';
import type { RunProgress } from '../core/run/run';
import { EXIT } from './command';
import type { Dataset } from './datasets';
import { shownPath } from './project';
import { objectiveLines } from './reportText';
import { reportOf, statusOf } from './runReport';
import type { Terminal } from './terminal';

/** Sentences about failed samples that are shown, at most. */
const MOST_FAILURES = 5;

/** A run that has come to an end, as it may be. */
export interface EndedRun {
  readonly progress: RunProgress;
  /** Absolute path of its journal. */
  readonly file: string;
  /** Why samples failed → how many did. */
  readonly failures: ReadonlyMap<string, number>;
}

/**
 * Tells what came of a run, and judges the objectives where it is whole.
 * @param results the dataset with the answers of this run alone
 * @returns the exit status
 */
export async function tellResult(
  { progress, file, failures }: EndedRun,
  results: Dataset,
  asJson: boolean,
  terminal: Terminal,
): Promise<number> {
  const { id, planned, answered, cached, failed, state } = progress;
  for (const [sentence, count] of [...failures].slice(0, MOST_FAILURES)) terminal.say(`${count} failed: ${sentence}`);
  const status = failed > 0 || state !== 'complete' ? EXIT.failed : EXIT.met;
  const judged = state === 'complete' ? await judge(results, terminal) : undefined;
  if (asJson) {
    const { outcomes, metrics } = results.info.summary;
    const counts = { planned, answered, cached, failed };
    const { objectives = [] } = judged ?? {};
    terminal.printJson({ run: id, journal: file, status: state, ...counts, outcomes, metrics, objectives });
  } else {
    const known = cached > 0 ? `, ${cached} of them known already` : '';
    const end = state === 'complete' ? '' : ` The run is ${state}; --resume goes on with it.`;
    terminal.print(`${results.path}: ${answered} of ${planned} answered${known}, ${failed} failed.${end}`);
    for (const line of figureLines(results)) terminal.print(line);
    for (const line of objectiveLines(judged?.objectives ?? [])) terminal.print(line);
    terminal.print(`Run: ${shownPath(file)}`);
  }
  return judged && judged.status !== EXIT.met ? judged.status : status;
}

/** What became of the objectives; undefined where there are none, or where the run has not both models’ answers. */
async function judge(
  results: Dataset,
  terminal: Terminal,
): Promise<{ objectives: readonly ObjectiveResult[]; status: number } | undefined> {
  if (results.project.config.objectives.length === 0) return undefined;
  const [run] = await results.store.runs();
  if (MODEL_ROLES.some((role) => run?.models[role] === undefined)) {
    terminal.say('The objectives are not judged: the run does not have answers of both models.');
    return undefined;
  }
  const report = await reportOf(results);
  return { objectives: report.objectives, status: statusOf(report) };
}

/** Outcomes and figures, a line each. */
function figureLines({ info }: Dataset): string[] {
  const { outcomes, metrics } = info.summary;
  if (metrics.length === 0) return [];
  return [
    `${outcomes.broken} broken, ${outcomes.fixed} fixed.`,
    ...metrics.map(({ metric, values, digits, unit, samples }) => {
      const shown = (role: string): string => `${role} ${(values[role] ?? NaN).toFixed(digits)}`;
      return `${metric}: ${shown('base')}, ${shown('tuned')}${unit ? ` ${unit}` : ''} (${samples} samples)`;
    }),
  ];
}
