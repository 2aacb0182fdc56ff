import type { Format } from '../format';
import { readPromptAndReference } from '../promptAndReference';

/** What may stand beside a text that is a whole sample. More than this, and the record is something else: a log, say. */
const BESIDE = ['text', 'id', 'meta', 'metadata', 'source', 'url'];

/** A `text` alone, as for pre-training (language modeling in TRL's words): it is the prompt, and there is no reference. */
export const plainText: Format = {
  id: 'text',
  title: 'Text',

  matches(record) {
    return typeof record['text'] === 'string' && Object.keys(record).every((name) => BESIDE.includes(name));
  },

  usualFields() {
    return { prompt: 'text' };
  },

  read(record, fields) {
    return readPromptAndReference(record, fields, { prompt: 'text' });
  },
};
