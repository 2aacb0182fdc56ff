import { basename, dirname, resolve } from 'node:path';
import { scannerFor } from '../../core/dataset/head';
import { readRecord } from '../../core/dataset/recordReader';
import { HumanError } from '../../core/humanError';
import type { RecordedFile, RecordedFormat, Recording } from '../../core/recorded/recorded';
import { RecordingBuilder } from '../../core/recorded/recordingBuilder';
import { rowsBytes } from '../datasetBlocks';
import { DatasetBytes } from '../datasetBytes';
import { readHead } from '../datasetHead';
import { DatasetPace } from '../datasetPace';
import { boundedRecord, jsonDocument } from './jsonDocument';
import { readEvalLog } from './readEvalLog';
import { sniffRecorded } from './sniffRecorded';

/** Largest file that is read (512 MB): all answers are held in memory, and V8 holds no longer text. */
const MAX_FILE_BYTES = 512 * 1024 * 1024;

const CHUNK_BYTES = 256 * 1024;

/** What is being read. */
interface Reading {
  readonly bytes: DatasetBytes;
  readonly file: RecordedFile;
  readonly format: RecordedFormat;
  readonly builder: RecordingBuilder;
  readonly pace: DatasetPace;
}

/**
 * Reads a file of recorded outputs. It holds all answers in memory and belongs in a worker thread.
 * @throws {HumanError} `not-recorded`, `recording-too-large`, `bad-recording`, `damaged-zip`, `zip-too-large`, `cancelled`,
 * and when the file cannot be read
 */
export async function readRecording(path: string, signal?: AbortSignal): Promise<Recording> {
  const bytes = new DatasetBytes(path);
  try {
    const { name, size } = bytes;
    const format = sniffRecorded(bytes);
    if (!format) {
      throw new HumanError(
        'not-recorded',
        `${name} holds no outputs that another tool recorded; choose a results file.`,
      );
    }
    if (size > MAX_FILE_BYTES && format.container !== 'zip') {
      const megabytes = (size / 1024 / 1024).toFixed(0);
      throw new HumanError(
        'recording-too-large',
        `${name} has ${megabytes} MB; recorded outputs are read up to ${MAX_FILE_BYTES / 1024 / 1024} MB: split the file.`,
      );
    }
    const file = { name, folder: basename(dirname(resolve(path))) };
    const builder = new RecordingBuilder();
    const reading: Reading = { bytes, file, format, builder, pace: new DatasetPace(signal) };
    if (format.container === 'records') await readRecords(reading);
    else if (format.container === 'document') await readDocument(reading);
    else await readEvalLog(path, file, format, builder, reading.pace);
    bytes.assertUnchanged();
    return builder.finish(format, name);
  } finally {
    bytes.close();
  }
}

async function readRecords({ bytes, file, format, builder, pace }: Reading): Promise<void> {
  const head = readHead(bytes);
  const scanner = scannerFor(head);
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  do {
    while (scanner.position < bytes.size) {
      scanner.feed(buffer.subarray(0, bytes.read(buffer, scanner.position)));
      if (pace.isOver) await pace.turn();
    }
  } while (!scanner.finish());
  for (const { row: index, span, bytes: row } of rowsBytes(bytes, scanner.spans, 0, scanner.spans.count)) {
    const read = readRecord(row, head.csv);
    builder.add('unusable' in read ? read : format.read({ record: read.record, index, file }), span.line);
    if (pace.isOver) await pace.turn();
  }
}

async function readDocument({ bytes, file, format, builder, pace }: Reading): Promise<void> {
  const buffer = Buffer.allocUnsafe(bytes.size);
  bytes.read(buffer, 0);
  const document = jsonDocument(buffer);
  const opened = 'unusable' in document ? document : format.open?.(document.record);
  if (opened === undefined || 'unusable' in opened) {
    throw new HumanError('bad-recording', `${file.name} cannot be read: ${opened?.unusable ?? 'it holds no records.'}`);
  }
  const { records, header } = opened;
  for (const [index, value] of records.entries()) {
    const read = boundedRecord(value);
    const answers =
      'unusable' in read ? read : format.read({ record: read.record, index, file, ...(header && { header }) });
    builder.add(answers, index + 1);
    if (pace.isOver) await pace.turn();
  }
}
