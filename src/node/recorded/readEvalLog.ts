import type { Unusable } from '../../core/dataset/format';
import type { JsonObject } from '../../core/dataset/json';
import { HumanError } from '../../core/humanError';
import type { RecordedAnswer, RecordedFile, RecordedFormat } from '../../core/recorded/recorded';
import type { RecordingBuilder } from '../../core/recorded/recordingBuilder';
import type { DatasetPace } from '../datasetPace';
import { readChunkedSample } from './chunkedSample';
import { boundedRecord, jsonDocument } from './jsonDocument';
import { ZipReader } from './zipReader';

/** Most characters of answers and prompts that are held; a log's events are not. */
const MAX_HELD_LENGTH = 512 * 1024 * 1024;

/** Where the header is: in a log that is not finished only what was known at the start. */
const HEADERS = ['header.json', '_journal/start.json'];

const SAMPLE = /^samples\/[^/]+\.json$/;

/** The first part of a sample that is stored in parts. */
const SAMPLE_IN_PARTS = /^samples\/[^/]+\/sample\.json$/;

/** Samples of the same task in the same order, whichever was finished first. */
const byName = new Intl.Collator('en', { numeric: true });

/** Reads the samples of an Inspect log that is a ZIP. @throws {HumanError} when it is none, or unpacks to too much */
export async function readEvalLog(
  path: string,
  file: RecordedFile,
  format: RecordedFormat,
  builder: RecordingBuilder,
  pace: DatasetPace,
): Promise<void> {
  const zip = await ZipReader.open(path, file.name);
  try {
    const header = await readHeader(zip);
    if (!header || !format.matches(header)) {
      throw new HumanError('bad-recording', `${file.name} is no log of Inspect: its header is missing or damaged.`);
    }
    const names = zip.names.filter((name) => SAMPLE.test(name) || SAMPLE_IN_PARTS.test(name)).sort(byName.compare);
    let held = 0;
    for (const [index, name] of names.entries()) {
      const read = await (SAMPLE_IN_PARTS.test(name) ? readChunkedSample(zip, name) : readSample(zip, name));
      const answers = 'unusable' in read ? read : format.read({ record: read.record, index, file, header });
      held += lengthOf(answers);
      if (held > MAX_HELD_LENGTH) {
        throw new HumanError('zip-too-large', `The answers in ${file.name} are more than is read; split the log.`);
      }
      builder.add(answers, index + 1);
      if (pace.isOver) await pace.turn();
    }
  } finally {
    zip.close();
  }
}

async function readHeader(zip: ZipReader): Promise<JsonObject | undefined> {
  for (const name of HEADERS) {
    const header = await readSample(zip, name);
    if ('record' in header) return header.record;
  }
  return undefined;
}

async function readSample(zip: ZipReader, name: string): Promise<{ readonly record: JsonObject } | Unusable> {
  const bytes = await zip.read(name);
  if (!bytes) return { unusable: `The entry ${name} is damaged, or packed in a way that is not known.` };
  const document = jsonDocument(bytes);
  return 'unusable' in document ? document : boundedRecord(document.record);
}

function lengthOf(answers: readonly RecordedAnswer[] | Unusable): number {
  return 'unusable' in answers ? answers.unusable.length : JSON.stringify(answers).length;
}
