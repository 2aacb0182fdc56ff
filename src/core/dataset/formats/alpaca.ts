import { readReferences } from '../answers';
import { remainderOf, scalarText } from '../fields';
import type { Format } from '../format';
import { isJsonObject, type JsonValue } from '../json';
import type { Message } from '../sample';

/**
 * Alpaca, as LLaMA-Factory documents it: `instruction`, `input` (put under the instruction), `output`, `system`, and
 * `history`, a list of earlier `[question, answer]` pairs.
 */
export const alpaca: Format = {
  id: 'alpaca',
  title: 'Alpaca',

  matches(record) {
    return 'instruction' in record && 'output' in record && !isJsonObject(record['instruction']);
  },

  usualFields() {
    return { prompt: 'instruction', reference: 'output' };
  },

  read(record, fields) {
    const prompt = fields.prompt ?? 'instruction';
    const reference = fields.reference ?? 'output';
    const instruction = scalarText(record[prompt]);
    if (instruction === undefined) {
      return { unusable: record[prompt] === undefined ? `“${prompt}” is missing.` : `“${prompt}” is not text.` };
    }
    const question = [instruction, scalarText(record['input']) ?? ''].filter((text) => text.trim() !== '').join('\n');
    if (question === '') return { unusable: `“${prompt}” is empty.` };
    const system = scalarText(record['system']) ?? '';
    const messages: Message[] = [
      ...(system === '' ? [] : [{ role: 'system' as const, content: system }]),
      ...readHistory(record['history']),
      { role: 'user', content: question },
    ];
    const used = [prompt, 'input', reference, 'system', 'history'];
    return { messages, references: readReferences(record[reference]), ...remainderOf(record, used, fields) };
  },
};

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
