import { statSync } from 'node:fs';
import type { CheckReport } from '../core/check/check';
import { CheckMemory } from './check/checkMemory';
import type { CheckedFile } from './check/checkParts';
import { checkDataset } from './datasetCheck';
import type { DatasetFile } from './datasetFile';
import type { CheckRequest } from './datasetStore';

/** Reports of checks, kept until the dataset, a training file, or what is asked for changes: the newest of each depth. */
export class DatasetReports {
  private readonly kept = new Map<
    CheckRequest['depth'],
    { readonly file: DatasetFile; readonly key: string; readonly report: CheckReport }
  >();

  private readonly memory = new CheckMemory();

  /** @param workerFile the bundled `checkWorker.js`; without it everything happens in this thread */
  constructor(private readonly workerFile?: string) {}

  /** @throws {HumanError} as `checkDataset` */
  async report(
    checked: Omit<CheckedFile, 'workerFile'>,
    request: CheckRequest,
    discordant: number | undefined,
    signal: AbortSignal,
  ): Promise<CheckReport> {
    const { file } = checked;
    const { depth, training } = request;
    const key = JSON.stringify([request, discordant, training.map(stampOf)]);
    const kept = this.kept.get(depth);
    if (kept?.file === file && kept.key === key) return kept.report;
    const { workerFile } = this;
    const report = await checkDataset(
      { ...checked, ...(workerFile !== undefined && { workerFile }) },
      request,
      discordant,
      signal,
      this.memory,
    );
    this.kept.set(depth, { file, key, report });
    return report;
  }
}

/** What changes when a file does. */
function stampOf(path: string): readonly number[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? [stats.size, stats.mtimeMs] : [];
}
