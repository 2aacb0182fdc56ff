import { toolCallsText } from '../dataset/answers';
import type { Completion } from '../model/model';

/**
 * The text of an answer that is held against the references: its tool calls when it makes any, else its text. References
 * are read from the dataset in the same way.
 */
export function answerTextOf(completion: Completion): string {
  const calls = completion.toolCalls ?? [];
  return calls.length > 0 ? toolCallsText(calls) : completion.text;
}
