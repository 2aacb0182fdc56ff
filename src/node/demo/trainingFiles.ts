import { statSync, watch } from 'node:fs';
import path from 'node:path';
import { DatasetFile } from '../datasetFile';
import { promptOf, TextModel, type TrainingSample } from './textModel';

/** Training samples learned at most: all of them are held in memory. */
const MAX_SAMPLES = 20_000;

/** A demo model: a text model that learns again when one of its training files changes. */
export class LearningModel {
  private learned: { readonly stamp: string; readonly model: TextModel } | undefined;
  private learning: Promise<void> | undefined;

  constructor(
    readonly id: string,
    private readonly files: readonly string[],
  ) {}

  /**
   * The model as its files are now. Files are looked at for every answer, so that a run that starts right after a save
   * asks the model that has learned it. A file that is missing or cannot be read teaches nothing.
   */
  async current(): Promise<TextModel> {
    for (;;) {
      const stamp = this.files.map(stampOf).join('\n');
      if (this.learned?.stamp === stamp) return this.learned.model;
      this.learning ??= this.learn(stamp).finally(() => (this.learning = undefined));
      await this.learning;
    }
  }

  private async learn(stamp: string): Promise<void> {
    const samples: TrainingSample[] = [];
    for (const file of this.files) samples.push(...(await readTraining(file, MAX_SAMPLES - samples.length)));
    this.learned = { stamp, model: new TextModel(samples) };
  }
}

/** Calls back soon after one of the files was written, replaced, created or deleted. */
export function watchFiles(files: readonly string[], onChange: () => void): void {
  let pending: NodeJS.Timeout | undefined;
  // Editors replace files, so their folders are watched.
  for (const folder of new Set(files.map((file) => path.dirname(file)))) {
    const names = new Set(files.filter((file) => path.dirname(file) === folder).map((file) => path.basename(file)));
    try {
      const watcher = watch(folder, (_event, name) => {
        if (name !== null && !names.has(name)) return;
        clearTimeout(pending);
        pending = setTimeout(onChange, 50);
      });
      // A folder that goes away teaches nothing any more; requests still look at the files.
      watcher.on('error', () => watcher.close());
    } catch {
      // There is no such folder.
    }
  }
}

function stampOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false, bigint: true });
  return stats ? `${stats.ino} ${stats.size} ${stats.mtimeNs}` : 'missing';
}

/** Samples with a reference, in file order; those of a file that changes while it is read are read with the next answer. */
async function readTraining(path: string, limit: number): Promise<TrainingSample[]> {
  const samples: TrainingSample[] = [];
  let file: DatasetFile | undefined;
  try {
    file = await DatasetFile.open(path);
    await file.index();
    await file.forEachRow((row) => {
      const completion = row.kind === 'sample' ? row.references[0] : undefined;
      if (row.kind === 'sample' && completion !== undefined) samples.push({ ...promptOf(row.messages), completion });
      return samples.length < limit;
    });
  } catch {
    // Demo models say how much they have learned; the file's own problems are shown where it is opened as a dataset.
  } finally {
    file?.close();
  }
  return samples;
}
