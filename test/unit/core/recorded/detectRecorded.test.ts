import { describe, expect, it } from 'vitest';
import { detectRecorded, recordedFormatOf } from '../../../../src/core/recorded/detectRecorded';
import { examineHead } from '../../../../src/core/dataset/head';
import type { JsonObject } from '../../../../src/core/dataset/json';

function detect(name: string, text: string, isWhole = true): string | undefined {
  const bytes = new TextEncoder().encode(text);
  return detectRecorded(name, bytes, examineHead(name, bytes, isWhole))?.id;
}

describe('detectRecorded', () => {
  it.each([
    ['log.eval', 'PK\u0003\u0004…', 'inspect-eval'],
    ['log.zip', 'PK\u0003\u0004…', undefined],
    ['out.jsonl', '{"custom_id":"a","response":null,"error":{"message":"x"}}\n', 'openai-batch-output'],
    ['in.jsonl', '{"custom_id":"a","method":"POST","url":"/v1/responses","body":{"input":"x"}}\n', undefined],
    ['items.jsonl', '{"object":"eval.run.output_item","datasource_item":{},"sample":{}}\n', 'openai-evals-items'],
    ['rows.jsonl', '{"item":{"question":"x"},"sample":{}}\n', undefined],
    ['samples_x.jsonl', '{"doc_id":0,"doc":{},"resps":[["x"]],"filtered_resps":["x"]}\n', 'lm-eval-samples'],
    ['generated_predictions.jsonl', '{"prompt":"a","predict":"b","label":"c"}\n', 'llama-factory-predictions'],
    ['kto.jsonl', '{"prompt":"a","completion":"b","label":true}\n', undefined],
    ['table.csv', 'word,[base] p,Comment\ncat,[PASS] chat,\n', 'promptfoo-csv'],
    ['table.csv', 'prompt,[note],expected\ncat,[PASSED],x\n', undefined],
    ['two.csv', 'prompt,base,tuned\na,b,c\n', 'output-columns'],
    ['two.jsonl', '{"question":"a","response_1":"b","response_2":"c"}\n', 'output-columns'],
    ['prices.csv', 'date,base,tuned\n2026,1,2\n', undefined],
    ['pairs.jsonl', '{"prompt":"a","response_1":"b","response_2":"c","chosen":"b"}\n', undefined],
  ])('tells %s with %j', (name, text, id) => {
    expect(detect(name, text)).toBe(id);
  });

  it('tells a document by its beginning', () => {
    const results = '{"evalId":"e","results":{"version":3,"timestamp":"t","prompts":[{"raw":"long te';
    expect(detect('results.json', results, false)).toBe('promptfoo-results');
    expect(detect('results.jsonl', results, false)).toBeUndefined();
    expect(detect('log.json', '{"version":2,"status":"success","eval":{"task":"t","model":"m","da', false)).toBe(
      'inspect-json',
    );
    expect(detect('lock.json', '{"name":"x","lockfileVersion":3,"packages":{"":{"version":"1', false)).toBeUndefined();
  });

  it('goes by most of the records', () => {
    const answer: JsonObject = { doc_id: 1, resps: [] };
    expect(recordedFormatOf([answer, {}])?.id).toBe('lm-eval-samples');
    expect(recordedFormatOf([answer, {}, {}])).toBeUndefined();
    expect(recordedFormatOf([])).toBeUndefined();
  });
});
