import { referenceField } from '../fieldNames';
import type { Format } from '../format';
import { isMessageList } from '../messages';
import { readPromptAndReference } from '../promptAndReference';

/**
 * A `prompt` alone, as a text or a list of messages, as TRL documents it for reinforcement learning. A field that looks
 * like a reference beside a list of messages (the answer that a reward function compares with) is the reference.
 */
export const promptOnly: Format = {
  id: 'prompt-only',
  title: 'Prompt only',

  matches(record) {
    const prompt = record['prompt'];
    return isMessageList(prompt) || (typeof prompt === 'string' && referenceField(record) === undefined);
  },

  usualFields(record) {
    const reference = referenceField(record);
    return { prompt: 'prompt', ...(reference !== undefined && { reference }) };
  },

  read(record, fields) {
    return readPromptAndReference(record, fields, { prompt: 'prompt', ...promptOnly.usualFields(record) });
  },
};
