import type { Sample } from '../../../../src/core/dataset/sample';
import type { Completion } from '../../../../src/core/model/model';
import type { RunResponse } from '../../../../src/core/run/run';

/** A sample on a row, with an id and a line that follow from it. */
export function sampleAt(row: number, references: readonly string[], parts: Partial<Sample> = {}): Sample {
  return {
    kind: 'sample',
    id: `id${row}`,
    row,
    line: row + 1,
    messages: [{ role: 'user', content: `Question ${row}` }],
    references,
    metadata: {},
    ...parts,
  };
}

type Answer = Partial<Omit<Completion, 'text'>> & { readonly finished?: string; readonly cached?: true };

/** A journal's line: the answer of a model to a sample. */
export function answerTo(sample: Sample, model: string, text: string, parts: Answer = {}): RunResponse {
  return {
    type: 'response',
    sample: sample.id,
    line: sample.line,
    model,
    repeat: 0,
    key: 'k',
    finished: '2026-11-23T10:00:00.000Z',
    text,
    finishReason: 'stop',
    totalMs: 100,
    ...parts,
  };
}

/** A journal's line: a request that failed. */
export function failureOf(sample: Sample, model: string, finished = '2026-11-23T10:00:00.000Z'): RunResponse {
  return {
    type: 'response',
    sample: sample.id,
    line: sample.line,
    model,
    repeat: 0,
    key: 'k',
    finished,
    error: { code: 'timeout', message: 'The model took too long.' },
  };
}
