import { scalarText } from '../../dataset/fields';
import { isJsonObject, type JsonObject, type JsonValue } from '../../dataset/json';
import { completionOf } from '../completion';
import type { RecordedAnswer, RecordedFormat } from '../recorded';
import { listIn, objectIn, recordedContent, recordedPrompt, recordsAt } from '../recordedContent';

/** LLM Comparator's JSON (PAIR): two `models`, and `examples` with what both wrote. */
export const llmComparator: RecordedFormat = {
  id: 'llm-comparator',
  title: 'LLM Comparator',
  container: 'document',

  matches(head) {
    const [first] = listIn(head, 'examples');
    return Array.isArray(head['models']) && isJsonObject(first) && 'output_text_a' in first;
  },

  open(document) {
    return { records: recordsAt(listIn(document, 'examples'), 'examples'), header: document };
  },

  read({ record, header = {} }) {
    const key = textOf(record['input_text']);
    if (key === undefined) return { unusable: '“input_text” is missing.' };
    const tags = listIn(record, 'tags');
    const content = recordedContent(recordedPrompt(key), [], {
      metadata: { ...(tags.length > 0 && { tags }), ...objectIn(record, 'custom_fields') },
    });
    const models = listIn(header, 'models');
    return ['a', 'b'].flatMap((letter, index): RecordedAnswer[] => {
      const text = textOf(record[`output_text_${letter}`]);
      if (text === undefined) return [];
      const model = nameOf(models, index) ?? `model ${letter.toUpperCase()}`;
      return [{ key, model, repeat: 0, answer: completionOf({ content: text }), ...content }];
    });
  },
};

/** A model's name; with its number where both are called the same. */
function nameOf(models: readonly JsonValue[], index: number): string | undefined {
  const names = models.map((model) => (isJsonObject(model) ? scalarText(model['name']) : scalarText(model)));
  const name = names[index];
  return name !== undefined && names.indexOf(name) !== index ? `${name} (${index + 1})` : name;
}

/** A text, or the texts of a list of parts. */
function textOf(value: JsonValue | undefined): string | undefined {
  if (!Array.isArray(value)) return scalarText(value);
  return (value as readonly JsonValue[])
    .map((part) => scalarText(isJsonObject(part) ? partText(part) : part) ?? '')
    .join('');
}

function partText(part: JsonObject): JsonValue | undefined {
  return part['text'] ?? part['content'];
}
