import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import type { DatasetConfig } from '../core/config/config';
import { looksLikeDataset } from '../core/dataset/detect';
import { fileSignature, isYamlName } from '../core/dataset/fileSignature';
import type { ContainerId, Format } from '../core/dataset/format';
import { promptfooTests } from '../core/dataset/formats/promptfooTests';
import { examineHead, type Head, type Refused } from '../core/dataset/head';
import type { RecordedFormat } from '../core/recorded/recorded';
import { chooseFormat, HEAD_BYTES } from './datasetHead';
import { describedFormat } from './sources/describedFormat';

/** Files that are never datasets: our own notes and journals, descriptions of datasets, and installed packages. */
const REFUSED = /\.(notes|run)\.jsonl$|(^|[\\/])dataset_info\.json$|(^|[\\/])(\.tuning-fork|node_modules)[\\/]/i;

/** What discovery tells of a file. */
export interface Sniffed {
  /** Of a Parquet file only its container is told: its columns stand at its end. */
  readonly format: { readonly id: string; readonly title: string };
  readonly container: ContainerId;
}

/**
 * Tells from a file's beginning whether it is a dataset, and of which format; undefined when it is none or cannot be
 * read. Runs on the extension host, so it waits for the disk, never blocks, and loads nothing heavy.
 * @param config the file's entry in `tuning-fork.json`: what is named there is a dataset whatever it looks like
 */
export async function sniffDataset(path: string, config?: DatasetConfig): Promise<Sniffed | undefined> {
  if (REFUSED.test(path)) return undefined;
  try {
    // Opening a named pipe would wait for somebody to write into it.
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return await sniff(handle, path, config);
    } finally {
      await handle.close();
    }
  } catch {
    // Gone, not allowed, a folder, an unknown format: opening it says so in a sentence; discovery just passes on.
    return undefined;
  }
}

async function sniff(
  handle: FileHandle,
  path: string,
  config: DatasetConfig | undefined,
): Promise<Sniffed | undefined> {
  const stats = await handle.stat();
  if (!stats.isFile()) return undefined;
  const described = config?.format === undefined ? await describedFormat(path) : undefined;
  for (const length of HEAD_BYTES) {
    const buffer = Buffer.allocUnsafe(Math.min(length, stats.size));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    const isWhole = bytesRead === stats.size;
    const bytes = buffer.subarray(0, bytesRead);
    const head = examineHead(basename(path), bytes, isWhole);
    const recorded = (described ?? config?.format) === undefined ? await recordedBy(path, bytes, head) : undefined;
    if (recorded) return { format: { id: recorded.id, title: recorded.title }, container: 'recorded' };
    const told = tell(basename(path), bytes, isWhole, head, described, config);
    if (told !== 'more' || isWhole) return told === 'more' ? undefined : told;
  }
  return undefined;
}

/** The tool that recorded outputs in a file; its rules are loaded with the first file. */
async function recordedBy(path: string, bytes: Uint8Array, head: Head | Refused): Promise<RecordedFormat | undefined> {
  const { detectRecorded } = await import('../core/recorded/detectRecorded');
  return detectRecorded(basename(path), bytes, head);
}

/** What the beginning of a file tells, or that more of it is wanted. */
function tell(
  name: string,
  bytes: Uint8Array,
  isWhole: boolean,
  examined: Head | Refused,
  described: Format | undefined,
  config: DatasetConfig | undefined,
): Sniffed | 'more' | undefined {
  const signature = fileSignature(bytes);
  if (signature?.kind === 'parquet') return { format: { id: 'parquet', title: 'Parquet' }, container: 'parquet' };
  if (signature?.kind === 'other') return undefined;
  const text = signature && fromUtf16(bytes, signature.kind === 'utf-16be');
  if (isYamlName(name)) return sniffYaml(text ?? bytes, config);

  const head = text ? examineHead(name, text, isWhole) : examined;
  if ('refused' in head) return undefined;
  if (head.rows === 0 && !isWhole) return 'more';
  if (config === undefined && !(described && head.records.length > 0) && !looksLikeDataset(head.records))
    return undefined;
  const { id, title } = described ?? chooseFormat(head.records, config);
  return { format: { id, title }, container: head.container };
}

function fromUtf16(bytes: Uint8Array, isBigEndian: boolean): Uint8Array {
  const units = Buffer.from(bytes.subarray(0, bytes.length & ~1));
  return Buffer.from(new TextDecoder('utf-16le').decode(isBigEndian ? units.swap16() : units));
}

/** A list of tests: under `tests`, or the whole file. JSON is YAML too. */
const TEST_LIST = /^[\s{]*["']?tests["']?:\s*(#.*)?\n?(\s*#.*\n)*\s*[-[]|^-\s/m;
const VARIABLES = /^[\s-]*["']?vars["']?:|[{,]\s*["']?vars["']?:/m;
/** Ansible's playbooks are lists with variables as well. */
const PLAYBOOK = /^[\s-]*(hosts|tasks|roles|import_playbook):/m;

/** A cheap look at the text: reading YAML takes a worker. */
function sniffYaml(bytes: Uint8Array, config: DatasetConfig | undefined): Sniffed | undefined {
  const text = new TextDecoder().decode(bytes);
  const hasTests = TEST_LIST.test(text) && VARIABLES.test(text) && !PLAYBOOK.test(text);
  if (!hasTests && config === undefined) return undefined;
  const { id, title } = config?.format === undefined ? promptfooTests : chooseFormat([], config);
  return { format: { id, title }, container: 'yaml' };
}
