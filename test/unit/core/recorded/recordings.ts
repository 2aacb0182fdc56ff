/** Recordings and datasets for the tests of pairing, written in a line each. */
import { createHash } from 'node:crypto';
import type { SampleContent } from '../../../../src/core/dataset/sample';
import { promptId } from '../../../../src/core/dataset/sampleIds';
import type { PairingDataset } from '../../../../src/core/recorded/pairRecordings';
import type { Recording, RecordedItem } from '../../../../src/core/recorded/recorded';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A prompt of one user message. */
export function content(prompt: string, reference?: string, ownId?: string): SampleContent {
  return {
    messages: [{ role: 'user', content: prompt }],
    references: reference === undefined ? [] : [reference],
    metadata: {},
    ...(ownId !== undefined && { ownId }),
  };
}

/** A recording of items `[key, answers by model, content]`; an answer is its text. */
export function recording(
  items: readonly (readonly [
    string,
    Readonly<Record<string, string | readonly string[]>>,
    (SampleContent | undefined)?,
  ])[],
  format = 'openai-batch',
): Recording {
  const read = items.map(([key, answers, asked], index): RecordedItem => {
    const given = Object.entries(answers).map(([model, texts]): [string, RecordedItem['answers'][string]] => [
      model,
      (typeof texts === 'string' ? [texts] : texts).map((text) => ({ text, finishReason: null, totalMs: 0 })),
    ]);
    return { key, line: index + 1, answers: Object.fromEntries(given), ...(asked && { content: asked }) };
  });
  const models = [...new Set(items.flatMap(([, answers]) => Object.keys(answers)))];
  return { format: { id: format, title: format }, models, items: read, unusable: [] };
}

/** A dataset of samples `[id, prompt, reference]`. */
export function dataset(rows: readonly (readonly [string, string, string?])[]): PairingDataset {
  const samples = rows.map(([id, prompt, reference]) => ({
    id,
    prompt: promptId(content(prompt).messages, sha256),
    references: reference === undefined ? [] : [reference],
  }));
  return {
    samples: samples.length,
    withId: (id) => samples.find((sample) => sample.id === id),
    withPrompt: (prompt) => samples.filter((sample) => sample.prompt === prompt).map(({ id }) => id),
    at: (place) => samples[place],
  };
}
