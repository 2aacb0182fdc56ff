import { judged, readReferences } from '../answers';
import { sampleOf, systemOf } from '../conversation';
import { scalarText } from '../fields';
import type { Format } from '../format';
import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import type { Message } from '../sample';

/**
 * Alpaca, as LLaMA-Factory documents it: `instruction`, `input` (put under the instruction), `output`, `system`, and
 * `history`, a list of earlier `[question, answer]` pairs. Preference pairs have `chosen` and `rejected` in the place of
 * `output`; a `kto_tag` says whether the output is good.
 */
export const alpaca: Format = {
  id: 'alpaca',
  title: 'Alpaca',

  matches(record) {
    const hasAnswer = 'output' in record || isPreference(record);
    return 'instruction' in record && hasAnswer && !isJsonObject(record['instruction']);
  },

  usualFields(record) {
    return { prompt: 'instruction', reference: referenceName(record) };
  },

  read(record, fields) {
    const { prompt = 'instruction', reference = referenceName(record) } = fields;
    const instruction = scalarText(record[prompt]);
    if (instruction === undefined) {
      return { unusable: record[prompt] === undefined ? `“${prompt}” is missing.` : `“${prompt}” is not text.` };
    }
    const question = [instruction, scalarText(record['input']) ?? ''].filter((text) => text.trim() !== '').join('\n');
    if (question === '') return { unusable: `“${prompt}” is empty.` };
    const messages: Message[] = [
      ...systemOf(record),
      ...readHistory(record['history']),
      { role: 'user', content: question },
    ];
    const references = readReferences(record[reference]);
    const used = [prompt, 'input', reference, 'system', 'history'];
    if (!isPreference(record)) {
      const answers = judged(references, record['kto_tag']);
      return sampleOf(record, fields, { messages, ...answers, used: [...used, 'kto_tag'] });
    }
    const rejected = readReferences(record['rejected']);
    return sampleOf(record, fields, { messages, references, rejected, used: [...used, 'rejected'] });
  },
};

function isPreference(record: JsonObject): boolean {
  return 'chosen' in record && 'rejected' in record;
}

function referenceName(record: JsonObject): string {
  return isPreference(record) ? 'chosen' : 'output';
}

function readHistory(value: JsonValue | undefined): Message[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly JsonValue[]).flatMap((turn): Message[] => {
    const [question, answer] = Array.isArray(turn) ? (turn as readonly JsonValue[]).map(scalarText) : [];
    if (question === undefined || answer === undefined) return [];
    return [
      { role: 'user', content: question },
      { role: 'assistant', content: answer },
    ];
  });
}
