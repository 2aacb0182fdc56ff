import { judged, readPrompt, readReferences } from '../answers';
import { sampleOf } from '../conversation';
import { scalarText } from '../fields';
import type { Format } from '../format';

/**
 * Unpaired preference as TRL documents it (KTO): `prompt`, `completion` and a `label` that is true for a good answer,
 * which is a reference, and false for a bad one, which is a rejected answer.
 */
export const unpairedPreference: Format = {
  id: 'unpaired-preference',
  title: 'Unpaired preference',

  matches(record) {
    const label = scalarText(record['label'])?.trim() ?? '';
    return 'prompt' in record && 'completion' in record && /^(?:true|false)$/i.test(label);
  },

  usualFields() {
    return { prompt: 'prompt', reference: 'completion' };
  },

  read(record, fields) {
    const { prompt = 'prompt', reference = 'completion' } = fields;
    const messages = readPrompt(record[prompt], prompt);
    if ('unusable' in messages) return messages;
    const answers = judged(readReferences(record[reference]), record['label']);
    return sampleOf(record, fields, { messages, ...answers, used: [prompt, reference, 'label'] });
  },
};
