import type { Recording } from '../../core/recorded/recorded';
import { transcribed, transcriptLine, unusableLine } from '../../core/dataset/formats/transcribed';
import { HumanError } from '../../core/humanError';
import type { DatasetBytes } from '../datasetBytes';
import type { DatasetSource } from '../datasetSource';
import { onePart, TranscribedSource } from '../sources/transcribedSource';
import { sniffRecorded } from './sniffRecorded';

/**
 * A file of recorded outputs as a dataset: the prompts and references of its items; undefined when it is no such file.
 * @param original closed together with the source, but not when this throws
 * @throws {HumanError} `no-prompts` when the tool does not record them, and what `readRecording` throws
 */
export async function recordedSource(original: DatasetBytes): Promise<DatasetSource | undefined> {
  if (!sniffRecorded(original)) return undefined;
  // What unpacks logs is loaded with the first of them.
  const { readRecording } = await import('./readRecording');
  const recording = await readRecording(original.path);
  const { items, format } = recording;
  if (items.length > 0 && items.every(({ content }) => content === undefined)) {
    throw new HumanError(
      'no-prompts',
      `${original.name} (${format.title}) holds answers without their prompts; bring them into the dataset that was asked with “Import Outputs…”.`,
    );
  }
  const rows = rowsOf(recording);
  const text = rows.map(({ json }) => `${json}\n`).join('');
  return TranscribedSource.open(original, onePart(text), {
    container: 'recorded',
    format: transcribed(format),
    lineOf: (row) => rows[row]?.line ?? 1,
  });
}

interface TranscribedRow {
  readonly line: number;
  readonly json: string;
}

/** A row for each item and for each record that cannot be used, in file order. */
function rowsOf({ items, unusable }: Recording): TranscribedRow[] {
  const rows = [
    ...items.map(({ line, content }) => ({
      line,
      json: content ? transcriptLine(content) : unusableLine('This answer is recorded without its prompt.'),
    })),
    ...unusable.map(({ line, reason }) => ({ line, json: unusableLine(reason) })),
  ];
  return rows.sort((a, b) => a.line - b.line);
}
