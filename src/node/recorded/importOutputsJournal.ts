import { hash } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { HumanError } from '../../core/humanError';
import type { Sample } from '../../core/dataset/sample';
import type { PairedAnswers } from '../../core/recorded/pairingItems';
import { requestKey } from '../../core/run/requestKey';
import type { RunHeader, RunResponse } from '../../core/run/run';
import { patiently } from '../atomicFile';
import type { DatasetFile } from '../datasetFile';
import { createJournal } from '../journalFile';

/** Rows whose answers are handed to the journal at a time. */
const ROWS_AT_ONCE = 256;

/** A sample of a dataset with its recorded answers. */
export interface AnsweredRow {
  readonly row: number;
  readonly id: string;
  readonly answers: PairedAnswers;
}

/**
 * Writes recorded answers as the journal of a run that is complete. It is written aside and moved to its place when it is
 * whole: an import that fails, is cancelled or crashes leaves no run behind.
 * @param target absolute path of the journal
 * @throws {HumanError} `cancelled`; errors of the file system
 */
export async function writeImportedRun(
  target: string,
  header: RunHeader,
  { rows, file }: { readonly rows: readonly AnsweredRow[]; readonly file: DatasetFile },
  signal: AbortSignal,
): Promise<void> {
  const aside = path.join(path.dirname(target), `.${header.id}`);
  try {
    const journal = await createJournal(aside, header);
    try {
      for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
        if (signal.aborted) throw new HumanError('cancelled', 'Nothing was imported.');
        const responses = rows.slice(at, at + ROWS_AT_ONCE).flatMap((row) => responsesTo(row, file, header));
        await Promise.all(responses.map((response) => journal.append(response)));
      }
      await journal.append({ type: 'end', status: 'complete', finished: header.started });
    } finally {
      await journal.close();
    }
    await patiently(() => rename(journal.file, target));
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

function responsesTo({ row, answers }: AnsweredRow, file: DatasetFile, header: RunHeader): RunResponse[] {
  const sample = file.readRow(row);
  if (sample?.kind !== 'sample') return [];
  return [...answers].flatMap(([role, given]) => {
    const responses = given.map((answer, repeat) => {
      const place = {
        type: 'response',
        sample: sample.id,
        line: sample.line,
        model: role,
        repeat,
        key: keyOf(header, role, sample, repeat),
        finished: header.started,
      } as const;
      return 'error' in answer
        ? { ...place, error: { code: 'server-error' as const, message: answer.error } }
        : { ...place, ...answer };
    });
    // Of responses of one time the one that is read last is shown: the first repeat.
    return responses.reverse();
  });
}

function keyOf({ models }: RunHeader, role: string, { messages, tools }: Sample, repeat: number): string {
  const spec = models[role];
  if (spec === undefined) throw new Error(`There is no model for ${role}.`);
  return requestKey({ spec, messages, ...(tools && { tools }) }, repeat, (text) => hash('sha256', text, 'hex'));
}
