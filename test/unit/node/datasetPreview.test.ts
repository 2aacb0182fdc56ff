import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DatasetPreview } from '../../../src/node/datasetPreview';

let folder: string;
const file = (name: string, text: string): string => {
  const at = path.join(folder, name);
  writeFileSync(at, text);
  return at;
};

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tuning-fork-preview-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a preview', () => {
  it('tells the guess: format, fields, metadata and three rows', async () => {
    const at = file(
      'q.csv',
      'key,question,answer,topic\nk1,What is rent?,A payment,money\nk2,Who?,Nobody,people\nk3,,x,y\nk4,a,b,c\n',
    );
    const { fields, previews } = await new DatasetPreview().preview({ file: at, readings: [{}] });
    expect(fields).toEqual(['key', 'question', 'answer', 'topic']);
    expect(previews).toEqual([
      {
        format: { id: 'columns', title: expect.any(String) as string },
        fields: { prompt: 'question', reference: 'answer' },
        metadata: ['key', 'topic'],
        rows: [
          { kind: 'sample', prompt: 'What is rent?', references: ['A payment'] },
          { kind: 'sample', prompt: 'Who?', references: ['Nobody'] },
          { kind: 'bad', reason: expect.stringContaining('question') as string },
        ],
        looked: 4,
        usable: 3,
      },
    ]);
  });

  it('follows each way of reading', async () => {
    const at = file('q.csv', 'key,question,answer,topic\nk1,What is rent?,A payment,money\n');
    const readings = [
      { prompt: 'topic', reference: 'key' },
      { format: 'columns', prompt: 'question', id: 'key' },
      { format: 'openai-chat' },
      { prompt: 'no such column' },
    ];
    const { previews } = await new DatasetPreview().preview({ file: at, readings });
    expect(previews[0]?.rows).toEqual([{ kind: 'sample', prompt: 'money', references: ['k1'] }]);
    expect(previews[1]).toMatchObject({
      fields: { prompt: 'question', reference: 'answer', id: 'key' },
      rows: [{ kind: 'sample', id: 'k1', prompt: 'What is rent?' }],
    });
    expect(previews[2]).toMatchObject({ format: { id: 'openai-chat' }, usable: 0, rows: [{ kind: 'bad' }] });
    expect(previews[3]).toMatchObject({ usable: 0, fields: { prompt: 'no such column' } });
  });

  it('cuts long texts and says why a file cannot be read', async () => {
    const at = file('long.jsonl', `${JSON.stringify({ prompt: 'p'.repeat(5000), completion: 'c'.repeat(5000) })}\n`);
    const { previews } = await new DatasetPreview().preview({ file: at, readings: [{}] });
    const [row] = previews[0]?.rows ?? [];
    expect(row?.kind === 'sample' && row.prompt.length).toBeLessThanOrEqual(160);
    expect(row?.kind === 'sample' && row.references[0]?.length).toBe(160);
    const preview = new DatasetPreview();
    await expect(preview.preview({ file: path.join(folder, 'gone.jsonl'), readings: [{}] })).rejects.toThrow();
    await expect(preview.preview({ file: at, readings: [{ format: 'nonsense' }] })).rejects.toMatchObject({
      code: 'unknown-format',
    });
  });
});
