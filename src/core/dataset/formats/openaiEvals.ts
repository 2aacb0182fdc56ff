import { readPrompt, readReferences } from '../answers';
import { remainderOf } from '../fields';
import type { Format } from '../format';

/** OpenAI Evals: `input` (text or messages) and `ideal` (an answer or a list of accepted answers). */
export const openaiEvals: Format = {
  id: 'openai-evals',
  title: 'OpenAI Evals',

  matches(record) {
    return 'input' in record && 'ideal' in record;
  },

  read(record, fields) {
    const prompt = fields.prompt ?? 'input';
    const reference = fields.reference ?? 'ideal';
    const messages = readPrompt(record[prompt], prompt);
    if ('unusable' in messages) return messages;
    return {
      messages,
      references: readReferences(record[reference]),
      ...remainderOf(record, [prompt, reference], fields),
    };
  },
};
