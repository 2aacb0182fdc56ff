import type { Format } from '../format';
import { alpaca } from './alpaca';
import { bedrock } from './bedrock';
import { braintrust } from './braintrust';
import { columns } from './columns';
import { foundry } from './foundry';
import { gemini } from './gemini';
import { langfuse } from './langfuse';
import { langsmith } from './langsmith';
import { openaiBatch } from './openaiBatch';
import { openaiChat } from './openaiChat';
import { openaiEvalItems } from './openaiEvalItems';
import { openaiEvals } from './openaiEvals';
import { openaiPreference } from './openaiPreference';
import { phoenix } from './phoenix';
import { plainText } from './plainText';
import { preference } from './preference';
import { promptCompletion } from './promptCompletion';
import { promptfooTests } from './promptfooTests';
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
  promptfooTests,
  langsmith,
  openaiEvals,
  openaiEvalItems,
  langfuse,
  braintrust,
  phoenix,
  foundry,
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
