import { isJsonObject, type JsonValue } from '../../dataset/json';
import type { RowCheck, RowFinding } from '../check';
import { callsTools } from '../conversation';

/** A message that says nothing and calls no tool. */
export const emptyContent: RowCheck = {
  id: 'empty-content',
  title: 'Empty content',
  severity: 'warning',

  check({ conversations }) {
    let findings: RowFinding[] | undefined;
    for (const { list, path, style } of conversations) {
      for (let index = 0; index < list.length; index++) {
        const message = list[index];
        if (!isJsonObject(message) || !isEmpty(message[style.content]) || callsTools(message, style)) continue;
        if (typeof message['refusal'] === 'string') continue;
        (findings ??= []).push({
          message: `Message ${index + 1} is empty; ${style.title} wants content in each message that calls no tool.`,
          path: [...path, index, style.content],
        });
      }
    }
    return findings ?? [];
  },
};

/** True for a text without anything visible, and for a list of nothing but such texts. */
function isEmpty(content: JsonValue | undefined): boolean {
  if (typeof content === 'string') return isBlank(content);
  if (!Array.isArray(content)) return false;
  return (content as readonly JsonValue[]).every((part) => {
    const text =
      isJsonObject(part) && Object.keys(part).every((key) => key === 'type' || key === 'text') ? part['text'] : part;
    return typeof text === 'string' && isBlank(text);
  });
}

/** The first character tells for nearly all texts: this runs for each message of the file. */
function isBlank(text: string): boolean {
  return text.length === 0 || (text.charCodeAt(0) <= 0x20 && text.trim() === '');
}
