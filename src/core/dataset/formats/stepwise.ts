import { judged, readPrompt } from '../answers';
import { sampleOf } from '../conversation';
import type { Format } from '../format';
import type { JsonValue } from '../json';

/** Between steps, as TRL's trainer of process reward models puts it. */
const STEP_SEPARATOR = '\n';

const isTextList = (value: JsonValue | undefined): value is readonly string[] =>
  Array.isArray(value) && value.every((item: JsonValue) => typeof item === 'string');

/**
 * Stepwise supervision as TRL documents it: a `prompt`, the steps of an answer (`completions`) and for each whether it is
 * right (`labels`). The steps together are a reference when all are right, else a rejected answer.
 */
export const stepwise: Format = {
  id: 'stepwise',
  title: 'Stepwise supervision',

  matches(record) {
    return 'prompt' in record && isTextList(record['completions']) && Array.isArray(record['labels']);
  },

  usualFields() {
    return { prompt: 'prompt', reference: 'completions' };
  },

  read(record, fields) {
    const { prompt = 'prompt', reference = 'completions' } = fields;
    const messages = readPrompt(record[prompt], prompt);
    if ('unusable' in messages) return messages;
    const steps = record[reference];
    if (!isTextList(steps)) return { unusable: `“${reference}” is not a list of texts.` };
    const labels = record['labels'];
    const isRight = Array.isArray(labels) && labels.every((label: JsonValue) => label === true || label === 1);
    const answer = steps.join(STEP_SEPARATOR);
    const answers = judged(answer.trim() === '' ? [] : [answer], isRight);
    return sampleOf(record, fields, { messages, ...answers, used: [prompt, reference, 'labels'] });
  },
};
