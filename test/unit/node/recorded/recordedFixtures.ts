import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Recording } from '../../../../src/core/recorded/recorded';

const FOLDER = path.resolve('test/fixtures/recorded');

/** The recorded files that were written by hand from the tools' documents, by the folder that also holds what they say. */
export const FIXTURES: Readonly<Record<string, string>> = {
  'openai-batch-output': 'batch_6740_output.jsonl',
  'openai-evals-items': 'output_items.jsonl',
  'openai-evals-archive': 'openai-evals-export/eval_1.json',
  'promptfoo-results': 'results.json',
  'promptfoo-results-v2': 'output.json',
  'promptfoo-csv': 'export.csv',
  'lm-eval-samples': 'meta-llama__Llama-3.2-1B/samples_gsm8k_2026-03-01T10-11-12.345678.jsonl',
  'inspect-json': '2026-03-01T10-00-00_capitals.json',
  'llm-comparator': 'comparison.json',
  'llama-factory-predictions': 'lora-sft/generated_predictions.jsonl',
  'output-columns': 'compared.csv',
};

export function fixturePath(name: string): string {
  return path.join(FOLDER, name, FIXTURES[name] ?? '');
}

/** What the file says, worked out by hand. */
export function expectedRecording(name: string): Recording {
  return JSON.parse(readFileSync(path.join(FOLDER, name, 'expected.json'), 'utf8')) as Recording;
}

/** The Inspect log's document. */
export function inspectDocument(): { readonly samples: readonly Record<string, unknown>[] } {
  return JSON.parse(readFileSync(fixturePath('inspect-json'), 'utf8')) as { samples: Record<string, unknown>[] };
}
