import { readReferences } from '../../dataset/answers';
import { scalarText } from '../../dataset/fields';
import { completionOf } from '../completion';
import type { RecordedFormat } from '../recorded';
import { recordedContent, recordedPrompt, restOf } from '../recordedContent';

/**
 * `generated_predictions.jsonl` of LLaMA-Factory: `prompt`, `predict` and `label`, in the order of the dataset. The model is
 * named by the folder only.
 */
export const llamaFactory: RecordedFormat = {
  id: 'llama-factory-predictions',
  title: 'LLaMA-Factory predictions',
  container: 'records',

  matches(head) {
    return 'predict' in head && 'label' in head;
  },

  read({ record, index, file }) {
    const text = scalarText(record['predict']);
    if (text === undefined) return { unusable: '“predict” is missing.' };
    const { prompt, label } = record;
    const content = recordedContent(
      recordedPrompt(prompt),
      readReferences(label),
      restOf(record, ['prompt', 'predict', 'label']),
    );
    const model = file.folder === '' ? {} : { model: file.folder };
    return [{ key: String(index), repeat: 0, answer: completionOf({ content: text }), ...model, ...content }];
  },
};
