import type { RecordedFormat } from '../recorded';
import { inspectEval, inspectJson } from './inspect';
import { llamaFactory } from './llamaFactory';
import { llmComparator } from './llmComparator';
import { lmEval } from './lmEval';
import { openaiBatchOutput } from './openaiBatch';
import { openaiEvalsArchive } from './openaiEvalsArchive';
import { openaiEvalsItems } from './openaiEvalsItems';
import { outputColumns } from './outputColumns';
import { promptfooCsv } from './promptfooCsv';
import { promptfooResults } from './promptfooResults';

/** Every format of recorded outputs, in the order in which a file is tried. */
export const RECORDED_FORMATS: readonly RecordedFormat[] = [
  promptfooResults,
  inspectJson,
  llmComparator,
  openaiEvalsArchive,
  inspectEval,
  openaiBatchOutput,
  openaiEvalsItems,
  lmEval,
  llamaFactory,
  promptfooCsv,
  outputColumns,
];
