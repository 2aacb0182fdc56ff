import type { RowCheck } from '../check';
import { emptyContent } from './emptyContent';
import { lastMessage } from './lastMessage';
import { missingReference } from './missingReference';
import { mixedFormats } from './mixedFormats';
import { roleOrder } from './roleOrder';
import { toolAnswer } from './toolAnswer';
import { toolArguments } from './toolArguments';
import { unknownRole } from './unknownRole';
import { unusable } from './unusable';

/** Every check of single rows, in the order in which findings on one row are listed; `unusable` last, see `isReason`. */
export const ROW_CHECKS: readonly RowCheck[] = [
  mixedFormats,
  unknownRole,
  roleOrder,
  toolAnswer,
  toolArguments,
  lastMessage,
  emptyContent,
  missingReference,
  unusable,
];
