import { readPrompt, readReferences } from '../answers';
import { remainderOf } from '../fields';
import type { Format } from '../format';

/** `prompt` and `completion`, as texts or as lists of messages (OpenAI's older format, TRL, Amazon Bedrock). */
export const promptCompletion: Format = {
  id: 'prompt-completion',
  title: 'Prompt and completion',

  matches(record) {
    return 'prompt' in record && 'completion' in record;
  },

  read(record, fields) {
    const prompt = fields.prompt ?? 'prompt';
    const reference = fields.reference ?? 'completion';
    const messages = readPrompt(record[prompt], prompt);
    if ('unusable' in messages) return messages;
    return {
      messages,
      references: readReferences(record[reference]),
      ...remainderOf(record, [prompt, reference], fields),
    };
  },
};
