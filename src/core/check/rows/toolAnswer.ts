import { shown } from '../../dataset/fields';
import { isJsonObject, type JsonValue } from '../../dataset/json';
import type { RowCheck, RowFinding } from '../check';
import { callsTools, speakerOf, toolCallsOf, type Conversation } from '../conversation';

/** A tool message answers a call that an assistant message before it made. */
export const toolAnswer: RowCheck = {
  id: 'tool-answer',
  title: 'Tool message without a call',
  severity: 'error',

  check({ conversations }) {
    let findings: RowFinding[] | undefined;
    for (const conversation of conversations) {
      if (conversation.part === 'answer') continue;
      for (const finding of unasked(conversation)) (findings ??= []).push(finding);
    }
    return findings ?? [];
  },
};

function unasked({ list, path, style }: Conversation): readonly RowFinding[] {
  let findings: RowFinding[] | undefined;
  let caller: JsonValue | undefined;
  for (let index = 0; index < list.length; index++) {
    const message = list[index];
    const speaker = speakerOf(message, style);
    if (speaker !== 'tool') {
      caller = speaker === 'assistant' && callsTools(message, style) ? message : undefined;
    } else if (caller === undefined) {
      (findings ??= []).push({
        message: `Message ${index + 1} is a tool’s result, but no tool was called before it; ${style.title} asks for that.`,
        path: [...path, index, style.role],
      });
    } else {
      const id = isJsonObject(message) ? message['tool_call_id'] : undefined;
      const ids = idsOf(caller);
      if (typeof id !== 'string' || ids.length === 0 || ids.includes(id)) continue;
      (findings ??= []).push({
        message: `Message ${index + 1} answers the tool call “${shown(id)}”; the message before made no such call (${style.title}).`,
        path: [...path, index, 'tool_call_id'],
      });
    }
  }
  return findings ?? [];
}

function idsOf(caller: JsonValue): readonly JsonValue[] {
  if (!isJsonObject(caller)) return [];
  return toolCallsOf(caller).flatMap(({ call }) => (call['id'] === undefined ? [] : [call['id']]));
}
