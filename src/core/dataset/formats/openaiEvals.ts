import type { Format } from '../format';
import { readPromptAndReference } from '../promptAndReference';

/** OpenAI Evals: `input` (text or messages) and `ideal` (an answer or a list of accepted answers). */
export const openaiEvals: Format = {
  id: 'openai-evals',
  title: 'OpenAI Evals',

  matches(record) {
    return 'input' in record && 'ideal' in record;
  },

  usualFields() {
    return { prompt: 'input', reference: 'ideal' };
  },

  read(record, fields) {
    return readPromptAndReference(record, fields, { prompt: 'input', reference: 'ideal' });
  },
};
