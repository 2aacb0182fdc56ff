import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { LF } from '../../core/dataset/containers/bytes';
import { detectRecorded } from '../../core/recorded/detectRecorded';
import type { RecordedFormat } from '../../core/recorded/recorded';
import { HEAD_BYTES } from '../datasetHead';

/**
 * Tells from a file's beginning whether it holds recorded outputs, and of which tool; undefined when it holds none or
 * cannot be read. Waits for the disk and never blocks.
 */
export async function sniffRecorded(path: string): Promise<RecordedFormat | undefined> {
  try {
    const handle = await open(path);
    try {
      const { size } = await handle.stat();
      for (const length of HEAD_BYTES) {
        const buffer = Buffer.allocUnsafe(Math.min(length, size));
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
        const bytes = buffer.subarray(0, bytesRead);
        const format = detectRecorded(basename(path), bytes, bytesRead === size);
        // More of the file tells more only where its first record is longer.
        if (format || bytesRead === size || bytes.includes(LF)) return format;
      }
      return undefined;
    } finally {
      await handle.close();
    }
  } catch {
    // Gone, not allowed, a folder: opening it says so in a sentence.
    return undefined;
  }
}
