import type { CheckReport } from '../core/check/check';
import { conversationsOf } from '../core/check/conversation';
import { FindingBook } from '../core/check/findingBook';
import { ROW_CHECKS } from '../core/check/rows/registry';
import { unusable } from '../core/check/rows/unusable';
import { placeFindings } from './check/placeFindings';
import { recordOf } from './check/rowReader';
import type { DatasetFile } from './datasetFile';
import { DatasetPace } from './datasetPace';

/** Checks every row of a dataset. @throws {HumanError} as `DatasetFile.forEachRow` */
export async function checkDataset(file: DatasetFile, signal: AbortSignal): Promise<CheckReport> {
  const { layout } = file;
  const { format, fields } = layout;
  const book = new FindingBook();
  const pace = new DatasetPace(signal);
  let usable = 0;
  for (const rowBytes of file.rowsBytes(0, file.rowCount)) {
    const { row } = rowBytes;
    const read = recordOf(rowBytes, layout);
    if ('unusable' in read) {
      book.add(unusable, row, { message: read.unusable, path: [] });
    } else {
      const { record } = read;
      const content = format.read(record, fields);
      if (!('unusable' in content)) usable++;
      const checked = { record, content, format, fields, conversations: conversationsOf(record, fields.prompt) };
      let isExplained = false;
      for (const check of ROW_CHECKS) {
        if (check === unusable && isExplained) continue;
        for (const finding of check.check(checked)) {
          isExplained ||= finding.isReason ?? false;
          book.add(check, row, finding);
        }
      }
    }
    if (pace.isOver) await pace.turn();
  }
  book.settle(usable);
  return { findings: placeFindings(file, book.chosen()), counts: book.counts(), unchecked: [] };
}
