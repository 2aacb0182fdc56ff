import { LF } from '../../core/dataset/containers/bytes';
import { detectRecorded } from '../../core/recorded/detectRecorded';
import type { RecordedFormat } from '../../core/recorded/recorded';
import type { DatasetBytes } from '../datasetBytes';
import { beginningOf, HEAD_BYTES } from '../datasetHead';

/**
 * Tells from a file's beginning whether it holds recorded outputs, and of which tool; undefined when it holds none.
 * @throws {HumanError} when it cannot be read
 */
export function sniffRecorded(file: DatasetBytes): RecordedFormat | undefined {
  for (const length of HEAD_BYTES) {
    const { bytes, isWhole, head } = beginningOf(file, length);
    const format = detectRecorded(file.name, bytes, head);
    // More of the file tells more only where its first record is longer.
    if (format || isWhole || bytes.includes(LF)) return format;
  }
  return undefined;
}
