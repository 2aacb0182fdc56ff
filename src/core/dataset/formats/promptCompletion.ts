import type { Format } from '../format';
import { readPromptAndReference } from '../promptAndReference';

/** `prompt` and `completion`, as texts or as lists of messages (OpenAI's older format, TRL, Amazon Bedrock). */
export const promptCompletion: Format = {
  id: 'prompt-completion',
  title: 'Prompt and completion',

  matches(record) {
    return 'prompt' in record && 'completion' in record;
  },

  usualFields() {
    return { prompt: 'prompt', reference: 'completion' };
  },

  read(record, fields) {
    return readPromptAndReference(record, fields, { prompt: 'prompt', reference: 'completion' });
  },
};
