import { describe, expect, it } from 'vitest';
import { setReading } from '../../../../src/core/config/datasetReading';
import { parseConfig } from '../../../../src/core/config/parseConfig';

const TEXT = `{
  // what is compared
  "datasets": [
    { "files": "data/*.csv", "metrics": ["rouge-l"], "rightAt": { "rouge-l": 0.4 }, "reference": "out" }, // all tables
    { "files": "data/own.csv", "id": "key", "prompt": "frage" }
  ]
}
`;

describe('setReading', () => {
  it('writes a new file that finds the other datasets as before', () => {
    const text = setReading('', 'data/questions.csv', { format: 'columns', prompt: 'frage', reference: 'antwort' });
    expect(parseConfig(text)).toMatchObject({
      problems: [],
      config: {
        datasets: [{ files: 'data/questions.csv', format: 'columns', prompt: 'frage', reference: 'antwort' }],
        findDatasets: true,
      },
    });
  });

  it('adds an entry to a list, which goes on to say where the datasets are', () => {
    const [before] = parseConfig(TEXT).config.datasets ?? [];
    const text = setReading(TEXT, 'data/new.csv', { prompt: 'q' }, before);
    const { config } = parseConfig(text);
    expect(config.findDatasets).toBeUndefined();
    expect(config.datasets?.[2]).toEqual({
      files: 'data/new.csv',
      metrics: ['rouge-l'],
      rightAt: { 'rouge-l': 0.4 },
      prompt: 'q',
    });
    expect(text).toContain('// what is compared');
    expect(text).toContain('// all tables');
  });

  it('changes the entry of the file and leaves the others alone', () => {
    const text = setReading(TEXT, 'data/own.csv', { format: 'columns', prompt: 'question' });
    expect(parseConfig(text).config.datasets).toEqual([
      expect.objectContaining({ files: 'data/*.csv', reference: 'out' }),
      { files: 'data/own.csv', format: 'columns', prompt: 'question' },
    ]);
    expect(text).toContain('// all tables');
    expect(setReading(text, 'data/own.csv', { format: 'columns', prompt: 'question' })).toBe(text);
  });

  it('goes back to the guess', () => {
    const text = setReading(TEXT, 'data/own.csv', {});
    expect(parseConfig(text).config.datasets?.[1]).toEqual({ files: 'data/own.csv' });
  });

  it('means the file alone, whatever its name', () => {
    const text = setReading('{}', 'a[1]*.csv', { prompt: 'q' });
    expect(parseConfig(text).config.datasets?.[0]?.files).toBe('a[1]*.csv');
    expect(parseConfig(setReading(text, 'a[1]*.csv', { prompt: 'r' })).config.datasets).toEqual([
      { files: 'a[1]*.csv', prompt: 'r' },
    ]);
  });

  it('takes the place of something that is no list', () => {
    const text = setReading('{ "datasets": 3, "categories": [] }', 'a.csv', { prompt: 'q' });
    expect(parseConfig(text)).toMatchObject({
      problems: [],
      config: { datasets: [{ files: 'a.csv', prompt: 'q' }], findDatasets: true },
    });
  });
});
