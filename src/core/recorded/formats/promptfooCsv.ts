import { readReferences } from '../../dataset/answers';
import { promptField, referenceField } from '../../dataset/fieldNames';
import type { JsonObject } from '../../dataset/json';
import { completionOf } from '../completion';
import { fillVariables } from '../../dataset/formats/promptfooTemplate';
import type { RecordedAnswer, RecordedFormat } from '../recorded';
import { recordedContent, recordedPrompt, restOf } from '../recordedContent';

const OUTPUT_COLUMN = /^\[([^\]]+)\]\s*([^]*)$/;
const VERDICT = /^\[(PASS|FAIL|ERROR)\]\s?/;
const ABOUT_OUTPUT = /^(Grader Reason|Comment|Latency \(ms\)|Named scores|Status|Score)( \d+)?$/i;

/**
 * The table that promptfoo exports as CSV: variables, then for each prompt and provider a column `[provider] label` whose
 * cells begin with `[PASS]`, `[FAIL]` or `[ERROR]`, and columns about it.
 */
export const promptfooCsv: RecordedFormat = {
  id: 'promptfoo-csv',
  title: 'promptfoo table',
  container: 'records',

  matches(head) {
    return outputsIn(head).some(({ name }) => VERDICT.test(cellOf(head, name)));
  },

  read({ record }) {
    const outputs = outputsIn(record);
    if (outputs.length === 0) return { unusable: 'There is no column with outputs.' };
    const variables = variablesIn(record, outputs);
    return outputs.map((output, index): RecordedAnswer => {
      const isShared = outputs.some((other) => other !== output && other.provider === output.provider);
      const name = isShared ? output.name : output.provider;
      const answer = answerIn(cellOf(record, output.name), cellOf(record, numbered('Grader Reason', index)));
      return { key: JSON.stringify(variables), model: name, repeat: 0, answer, ...contentOf(variables, output.label) };
    });
  },
};

interface Output {
  /** The column's name. */
  readonly name: string;
  readonly provider: string;
  /** The prompt's label: its template, unless the prompt has a name. */
  readonly label: string;
}

function outputsIn(record: JsonObject): readonly Output[] {
  return Object.keys(record).flatMap((name) => {
    const [, provider = '', label = ''] = OUTPUT_COLUMN.exec(name) ?? [];
    return provider === '' ? [] : [{ name, provider, label }];
  });
}

function variablesIn(record: JsonObject, outputs: readonly Output[]): JsonObject {
  const taken = new Set(outputs.map(({ name }) => name));
  return Object.fromEntries(
    Object.entries(record).filter(([name]) => !taken.has(name) && !ABOUT_OUTPUT.test(name) && !name.startsWith('__')),
  );
}

const numbered = (name: string, index: number): string => (index === 0 ? name : `${name} ${index + 1}`);

function cellOf(record: JsonObject, name: string): string {
  const cell = record[name];
  return typeof cell === 'string' ? cell : '';
}

/** A cell without what promptfoo put before the output: the verdict, and why an assertion failed. */
function answerIn(cell: string, reason: string): RecordedAnswer['answer'] {
  const verdict = VERDICT.exec(cell)?.[1];
  const text = cell.replace(VERDICT, '');
  if (verdict === 'ERROR') return { error: text === '' ? 'promptfoo recorded an error.' : text };
  const before = `${reason}\n---\n`;
  return completionOf({ content: reason !== '' && text.startsWith(before) ? text.slice(before.length) : text });
}

function contentOf(variables: JsonObject, label: string): Pick<RecordedAnswer, 'content'> | undefined {
  const names = Object.keys(variables);
  const filled = fillVariables(label, variables);
  const field = promptField(variables) ?? (names.length === 1 ? names[0] : undefined);
  const messages = recordedPrompt(filled !== label ? filled : field === undefined ? undefined : variables[field]);
  const reference = referenceField(variables);
  const references = reference === undefined ? [] : readReferences(variables[reference]);
  return recordedContent(messages, references, restOf(variables, reference === undefined ? [] : [reference]));
}
