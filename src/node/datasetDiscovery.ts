import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { DatasetConfig } from '../core/config/config';
import { looksLikeDataset } from '../core/dataset/detect';
import type { ContainerId } from '../core/dataset/format';
import { examineHead, type Head } from '../core/dataset/head';
import { chooseFormat, HEAD_BYTES } from './datasetHead';

/** Files that are never datasets: our own notes and journals, and installed packages. */
const REFUSED = /\.(notes|run)\.jsonl$|(^|[\\/])(\.tuning-fork|node_modules)[\\/]/i;

/** What discovery tells of a file. */
export interface Sniffed {
  readonly format: { readonly id: string; readonly title: string };
  readonly container: ContainerId;
}

/**
 * Tells from a file's beginning whether it is a dataset, and of which format; undefined when it is none or cannot be
 * read. Runs on the extension host, so it waits for the disk and never blocks.
 * @param config the file's entry in `tuning-fork.json`: what is named there is a dataset whatever it looks like
 */
export async function sniffDataset(path: string, config?: DatasetConfig): Promise<Sniffed | undefined> {
  if (REFUSED.test(path)) return undefined;
  try {
    const recorded = config?.format === undefined ? await sniffRecordedFormat(path) : undefined;
    if (recorded) return recorded;
    const head = await sniffHead(path);
    if (!head || (config === undefined && !looksLikeDataset(head.records))) return undefined;
    const { id, title } = chooseFormat(head.records, config);
    return { format: { id, title }, container: head.container };
  } catch {
    // Gone, not allowed, a folder, an unknown format: opening it says so in a sentence; discovery just passes on.
    return undefined;
  }
}

/** What other tools recorded: read by the format's own rules, so it is none of the datasets' formats. */
async function sniffRecordedFormat(path: string): Promise<Sniffed | undefined> {
  const { sniffRecorded } = await import('./recorded/sniffRecorded');
  const format = await sniffRecorded(path);
  return format && { format: { id: format.id, title: format.title }, container: 'recorded' };
}

async function sniffHead(path: string): Promise<Head | undefined> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    let head: Head | undefined;
    for (const length of HEAD_BYTES) {
      const buffer = Buffer.allocUnsafe(Math.min(length, size));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
      const isWhole = bytesRead === size;
      const examined = examineHead(basename(path), buffer.subarray(0, bytesRead), isWhole);
      if ('refused' in examined) return undefined;
      head = examined;
      if (head.rows > 0 || isWhole) break;
    }
    return head;
  } finally {
    await handle.close();
  }
}
