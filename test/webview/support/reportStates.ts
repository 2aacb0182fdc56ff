import type { ReportHost, ReportState } from '../../../src/protocol/reportPage';
import type { Served } from '../../../src/protocol/rpc';
import { REPORT, reportWith } from '../../fixtures/report';

/** A host that answers with one state and writes down what the page calls. */
export class ReportTestHost {
  readonly calls: string[] = [];

  constructor(readonly state: ReportState) {}

  get served(): Served<ReportHost> {
    const note =
      (method: string) =>
      (params: unknown): Promise<void> => {
        this.calls.push(params === undefined ? method : `${method} ${JSON.stringify(params)}`);
        return Promise.resolve();
      };
    return {
      ready: () => Promise.resolve(this.state),
      refresh: note('refresh'),
      openSamples: note('openSamples'),
      exportAs: note('exportAs'),
      openConfig: note('openConfig'),
      takeStep: note('takeStep'),
    };
  }
}

const dataset = { uri: 'file:///legal/data/eval.jsonl', name: 'eval.jsonl', path: 'data/eval.jsonl' };

/** The states of the page worth looking at. */
export const REPORT_STATES: Readonly<Record<string, ReportState>> = {
  report: { dataset, state: 'done', report: REPORT, isOutdated: false },
  outdated: { dataset, state: 'done', report: REPORT, isOutdated: true },
  hostile: {
    dataset,
    state: 'done',
    report: reportWith('"><img src=x onerror=alert(1)><b>Bold</b>\u202Egnp'),
    isOutdated: false,
  },
  computing: { dataset, state: 'computing', isOutdated: false },
  'computing again': { dataset, state: 'computing', report: REPORT, isOutdated: false },
  'nothing run': {
    dataset,
    state: 'nothing',
    next: { reason: 'No sample has an answer of both models yet. Run the samples to compare them.', step: 'run' },
    isOutdated: false,
  },
  restricted: {
    dataset,
    state: 'nothing',
    next: {
      reason:
        'Nothing has been run. Nothing is sent to a model in Restricted Mode: trust this workspace to run samples.',
      step: 'trust-workspace',
    },
    isOutdated: false,
  },
  failed: {
    dataset,
    state: 'failed',
    error: 'eval.jsonl is not there any more; restore it or close the dataset.',
    isOutdated: false,
  },
};
