import type { Format } from '../format';
import { alpaca } from './alpaca';
import { bedrock } from './bedrock';
import { columns } from './columns';
import { gemini } from './gemini';
import { openaiBatch } from './openaiBatch';
import { openaiChat } from './openaiChat';
import { openaiEvalItems } from './openaiEvalItems';
import { openaiEvals } from './openaiEvals';
import { openaiPreference } from './openaiPreference';
import { plainText } from './plainText';
import { preference } from './preference';
import { promptCompletion } from './promptCompletion';
import { promptOnly } from './promptOnly';
import { sharegpt } from './sharegpt';
import { stepwise } from './stepwise';
import { unpairedPreference } from './unpairedPreference';

/**
 * Every format, in the order in which a record is tried: preference pairs first, as they may hold conversations too, then
 * conversations, then pairs of named fields. `columns` fits the widest range, so it is last.
 */
export const FORMATS: readonly Format[] = [
  openaiPreference,
  preference,
  openaiBatch,
  gemini,
  bedrock,
  openaiChat,
  sharegpt,
  openaiEvals,
  openaiEvalItems,
  alpaca,
  stepwise,
  unpairedPreference,
  promptCompletion,
  promptOnly,
  plainText,
  columns,
];

/** The format of that id. */
export function formatById(id: string): Format | undefined {
  return FORMATS.find((format) => format.id === id);
}
