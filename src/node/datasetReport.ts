import type { Sample } from '../core/dataset/sample';
import { HumanError } from '../core/humanError';
import { MODEL_ROLES, type ModelRole } from '../core/model/model';
import { buildReport } from '../core/report/buildReport';
import type { Report, ReportModel } from '../core/report/report';
import { CONFIDENCE } from '../core/stats/interval';
import { RESAMPLES } from '../core/stats/bootstrap';
import type { DatasetFile } from './datasetFile';
import { DatasetPace } from './datasetPace';
import type { DatasetResults } from './datasetResults';
import type { ReportRequest } from './datasetStore';
import type { RunLibrary } from './runLibrary';

/** Of the random numbers, unless another is asked for: any number will do, as long as it is the same. */
const SEED = 1;

/** What a report is made of. */
export interface Reported {
  readonly file: DatasetFile;
  /** Path of the dataset below the workspace folder. */
  readonly path: string;
  readonly results: DatasetResults;
  readonly library: RunLibrary;
  /** Metadata field whose samples count as one draw. */
  readonly cluster?: string | undefined;
}

/**
 * The report of a dataset whose ids are final and whose journals are read.
 * @throws {HumanError} `nothing-to-report` when no run has answers of both models, and `cancelled`
 */
export async function reportOf(
  { file, path, results, library, cluster }: Reported,
  { notes, categories, objectives, seed = SEED, resamples = RESAMPLES, confidence = CONFIDENCE }: ReportRequest,
  signal: AbortSignal | undefined,
): Promise<Report> {
  const models: Record<ModelRole, ReportModel> = {};
  let otherDataset = false;
  const { failed } = results.book.answers();
  for (const role of MODEL_ROLES) {
    const answering = library.answering(role);
    const [newest] = answering;
    const spec = newest?.run.models[newest.role];
    if (!spec) {
      throw new HumanError(
        'nothing-to-report',
        `There are no answers of the ${role} model to ${path} yet. Run samples, or import outputs, and open the report again.`,
      );
    }
    models[role] = { ...spec, runs: answering.map(({ run }) => run.id), failed: failed[role] };
    otherDataset ||= answering.some(({ run }) => run.dataset.sha256 !== file.sha256);
  }
  const pace = new DatasetPace(signal);
  return buildReport(
    {
      dataset: { path, sha256: file.sha256 ?? '', samples: file.rowCount - file.badRows },
      models,
      book: results.book,
      metadataOf: (row) => metadataAt(file, row),
      notes,
      categories,
      objectives,
      otherDataset,
      settings: { seed, resamples, confidence, ...(cluster !== undefined && { cluster }) },
    },
    () => pace.turn(),
  );
}

function metadataAt(file: DatasetFile, row: number): Sample['metadata'] {
  const read = file.readRow(row);
  return read?.kind === 'sample' ? read.metadata : {};
}
