import type { FieldMap, Format, Unusable } from '../dataset/format';
import type { JsonObject } from '../dataset/json';
import type { SampleContent } from '../dataset/sample';
import type { RowFinding } from './check';
import { conversationsOf } from './conversation';
import { ROW_CHECKS } from './rows/registry';
import { unusable } from './rows/unusable';

/**
 * Holds a record against the checks of single rows.
 * @param content what the format reads of it
 * @param take called with each finding and the place of its check in ROW_CHECKS
 */
export function eachRowFinding(
  record: JsonObject,
  content: SampleContent | Unusable,
  format: Format,
  fields: FieldMap,
  take: (check: number, finding: RowFinding) => void,
): void {
  const conversations = conversationsOf(record, fields.prompt);
  const checked = { record, content, format, fields, conversations };
  let isExplained = false;
  for (let index = 0; index < ROW_CHECKS.length; index++) {
    const check = ROW_CHECKS[index];
    if (!check || (check === unusable && isExplained)) continue;
    for (const finding of check.check(checked)) {
      isExplained ||= finding.isReason ?? false;
      take(index, finding);
    }
  }
}
