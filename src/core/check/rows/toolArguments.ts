import { isJsonObject, type JsonValue } from '../../dataset/json';
import type { RecordPath, RowCheck, RowFinding } from '../check';
import { toolCallsOf } from '../conversation';

/** The arguments of a function call are JSON written as a text. */
export const toolArguments: RowCheck = {
  id: 'tool-arguments',
  title: 'Tool arguments',
  severity: 'warning',

  check({ conversations }) {
    let findings: RowFinding[] | undefined;
    for (const { list, path, style } of conversations) {
      for (let index = 0; index < list.length; index++) {
        const message = list[index];
        if (!isJsonObject(message) || (!('tool_calls' in message) && !('function_call' in message))) continue;
        for (const { path: callPath, call } of toolCallsOf(message)) {
          const called = isJsonObject(call['function']) ? call['function'] : call;
          const inCall = called === call ? [] : ['function'];
          const where = [...path, index, ...callPath, ...inCall, 'arguments'];
          const finding = wrongArguments(called['arguments'], where, style.title);
          if (finding) (findings ??= []).push(finding);
        }
      }
    }
    return findings ?? [];
  },
};

function wrongArguments(value: JsonValue | undefined, path: RecordPath, format: string): RowFinding | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string') {
    const message = `The arguments of this tool call are not a text; ${format} wants JSON written as a text.`;
    return { message, path, ...(isJsonObject(value) && { fix: 'stringify-arguments' }) };
  }
  try {
    JSON.parse(value);
    return undefined;
  } catch {
    return {
      message: `The arguments of this tool call are not valid JSON; ${format} wants JSON written as a text.`,
      path,
    };
  }
}
