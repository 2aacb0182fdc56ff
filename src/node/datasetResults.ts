import { isAnswerRight } from '../core/compare/resultScores';
import { ResultBook } from '../core/compare/resultBook';
import type { DatasetConfig } from '../core/config/config';
import type { Sample } from '../core/dataset/sample';
import { metricsFor, type MetricPlan } from '../core/metric/metricPlan';
import type { ModelRole } from '../core/model/model';
import type { RunResponse } from '../core/run/run';
import type { DatasetFile } from './datasetFile';
import { readResponse, type Journal, type Judgement, type Locator, type RunLibrary } from './runLibrary';

/** A response and the run it belongs to. */
export interface FoundResponse {
  readonly response: RunResponse;
  readonly run: string;
}

/** Where a response is: in a journal, or, while its run goes on, in memory. */
type Place = Locator | FoundResponse;

/** The results of a dataset: the responses that count, scored with the metrics of its configuration. */
export class DatasetResults {
  readonly plan: MetricPlan;
  readonly book: ResultBook<Place>;

  constructor(
    private readonly file: DatasetFile,
    config: DatasetConfig | undefined,
  ) {
    this.plan = metricsFor(config);
    this.book = new ResultBook<Place>(this.plan);
    this.followRows();
  }

  /** Takes over how many rows are known now. */
  followRows(): void {
    const { file } = this;
    this.book.setRows(file.rowCount, { size: file.badRows, has: (row) => file.isBadRow(row) });
  }

  /**
   * Reads what is new in the journals; starts anew when what was read before no longer holds.
   * @returns false when nothing was new
   */
  async readRuns(library: RunLibrary): Promise<boolean> {
    const before = library.revision;
    if (!(await library.survey())) {
      library.clear();
      this.book.clear();
      await library.survey();
    }
    await library.read((response, locator) => this.takeRead(response, locator, library));
    return library.revision !== before;
  }

  /** Takes responses of a run that goes on. */
  takeLive(responses: readonly RunResponse[], run: string): void {
    for (const response of responses) {
      const sample = this.sampleOf(response);
      if (sample !== undefined) this.book.take(sample, response, { response, run });
    }
  }

  /** The newest responses to a row, errors included, by model role. */
  async responsesOf(row: number): Promise<Record<ModelRole, FoundResponse>> {
    const found: Record<ModelRole, FoundResponse> = {};
    for (const [role, place] of Object.entries(this.book.locators(row))) {
      const response = 'response' in place ? place.response : await readResponse(place);
      if (response === undefined) continue;
      found[role] = { response, run: 'response' in place ? place.run : runOf(place.journal) };
    }
    return found;
  }

  private takeRead(response: RunResponse, locator: Locator, library: RunLibrary): Judgement {
    const sample = this.sampleOf(response);
    if (sample !== undefined) {
      for (const model of library.rolesOf(locator.journal, response.model)) {
        this.book.take(sample, { ...response, model }, locator);
      }
    }
    if (response.error !== undefined) return 'failed';
    const right = sample && isAnswerRight(this.plan, sample.references, response);
    if (right === undefined) return 'unjudged';
    return right ? 'right' : 'wrong';
  }

  /** The sample that was answered; undefined when the dataset no longer has it. */
  private sampleOf({ sample: id }: RunResponse): Sample | undefined {
    const row = this.file.rowOfId(id);
    const read = row === undefined ? undefined : this.file.readRow(row);
    return read?.kind === 'sample' ? read : undefined;
  }
}

function runOf(journal: Journal): string {
  return journal.header.id;
}
