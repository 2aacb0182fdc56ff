import { reportJson } from '../core/report/json';
import type { Command } from './command';
import { reportText } from './reportText';
import { REPORT_OPTIONS, reportOfRuns, statusOf } from './runReport';

/** `tuning-fork compare`: is the tuned model of a run better? */
export const compareCommand: Command = {
  usage: '<run> [<run>]',
  about: `Compares the models of a run on the samples that both have answered and prints
figures, intervals and tests; of two runs, a model of the first (as base) with one
of the second (as tuned). Runs are journals: .tuning-fork/runs/…/*.run.jsonl.`,
  options: REPORT_OPTIONS,
  arguments: [1, 2],
  async run(given, terminal) {
    const report = await reportOfRuns(given);
    if (given.has('json')) terminal.write(reportJson(report));
    else terminal.print(reportText(report));
    return statusOf(report);
  },
};
