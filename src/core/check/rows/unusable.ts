import { isJsonObject } from '../../dataset/json';
import type { RecordPath, RowCheck } from '../check';
import type { Conversation } from '../conversation';

/** A record that is JSON but no sample of its format. What is no JSON at all never gets as far as a record. */
export const unusable: RowCheck = {
  id: 'unusable',
  title: 'Unusable row',
  severity: 'error',

  check({ content, conversations, format }) {
    if (!('unusable' in content)) return [];
    return [{ message: `${content.unusable} (${format.title})`, path: firstBroken(conversations) }];
  },
};

/** The first message without a role or content; the whole row where there is none. */
function firstBroken(conversations: readonly Conversation[]): RecordPath {
  for (const { path, list, style } of conversations) {
    const index = list.findIndex(
      (message) => !isJsonObject(message) || typeof message[style.role] !== 'string' || message[style.content] === null,
    );
    if (index >= 0) return [...path, index];
  }
  return [];
}
