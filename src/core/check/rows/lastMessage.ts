import type { RowCheck } from '../check';
import { speakerOf } from '../conversation';

/** Chat fine-tuning trains the last message, so that must be the assistant's. */
export const lastMessage: RowCheck = {
  id: 'last-message',
  title: 'Last message not the assistant’s',
  severity: 'error',

  check({ conversations, content, record, fields }) {
    const conversation = conversations.find(({ part }) => part === 'whole');
    // Without any answer in it, or with one beside it, the conversation is a prompt.
    if (conversation === undefined || 'unusable' in content || fields.reference !== undefined) return [];
    const { list, path, style } = conversation;
    const last = speakerOf(list.at(-1), style);
    if (last === undefined || last === 'assistant' || 'chosen' in record) return [];
    if (!list.some((message) => speakerOf(message, style) === 'assistant')) return [];
    if (Object.keys(record).some((key) => ANSWER_NAMES.test(key))) return [];
    return [
      {
        message: `The last message is the ${last}’s; for training, ${style.title} wants the assistant’s answer last.`,
        path: [...path, list.length - 1, style.role],
      },
    ];
  },
};

/** Fields that hold what is expected of the next message. */
const ANSWER_NAMES = /^(reference|expected|ideal|answer|target|label|ground_?truth|output|completion)/i;
