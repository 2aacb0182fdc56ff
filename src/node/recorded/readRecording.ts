import { statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { linesOfPaths } from '../../core/dataset/containers/jsonLines';
import { scannerFor } from '../../core/dataset/head';
import { readRecord } from '../../core/dataset/recordReader';
import { HumanError } from '../../core/humanError';
import { openaiEvalsArchive } from '../../core/recorded/formats/openaiEvalsArchive';
import { mergeRecordings, type NamedRecording } from '../../core/recorded/mergeRecordings';
import type { RecordedFile, RecordedFormat, Recording } from '../../core/recorded/recorded';
import { RecordingBuilder } from '../../core/recorded/recordingBuilder';
import { rowsBytes } from '../datasetBlocks';
import { DatasetBytes } from '../datasetBytes';
import { readHead } from '../datasetHead';
import { DatasetPace } from '../datasetPace';
import { archiveFiles, isFolder, nameInArchive } from './archiveFolder';
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
 * Reads a file of recorded outputs, or the folder of an archive as one recording. It holds all answers in memory and
 * belongs in a worker thread.
 * @throws {HumanError} `not-recorded`, `recording-too-large`, `bad-recording`, `damaged-zip`, `zip-too-large`, `cancelled`,
 * and when the file cannot be read
 */
export function readRecording(path: string, signal?: AbortSignal): Promise<Recording> {
  return isFolder(path) ? readArchive(path, signal) : readFile(path, signal);
}

async function readArchive(folder: string, signal: AbortSignal | undefined): Promise<Recording> {
  const files = archiveFiles(folder);
  if (files.length === 0) {
    throw new HumanError(
      'not-recorded',
      `The folder ${basename(folder)} holds no archive of OpenAI Evals; choose a results file in it.`,
    );
  }
  assertSize(
    basename(folder),
    files.reduce((sum, file) => sum + statSync(file).size, 0),
  );
  const parts: NamedRecording[] = [];
  for (const file of files) {
    parts.push({ name: nameInArchive(file), recording: await readFile(file, signal) });
  }
  return mergeRecordings(openaiEvalsArchive, parts);
}

async function readFile(path: string, signal: AbortSignal | undefined): Promise<Recording> {
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
    if (format.container !== 'zip') assertSize(name, size);
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

function assertSize(name: string, bytes: number): void {
  if (bytes <= MAX_FILE_BYTES) return;
  throw new HumanError(
    'recording-too-large',
    `${name} has ${(bytes / 1024 / 1024).toFixed(0)} MB; recorded outputs are read up to ${MAX_FILE_BYTES / 1024 / 1024} MB: split the file.`,
  );
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
  const lines = linesOfPaths(
    buffer,
    records.map(({ path }) => path),
  );
  for (const [index, { value }] of records.entries()) {
    const read = boundedRecord(value);
    const answers =
      'unusable' in read ? read : format.read({ record: read.record, index, file, ...(header && { header }) });
    builder.add(answers, lines[index] ?? 1);
    if (pace.isOver) await pace.turn();
  }
}
