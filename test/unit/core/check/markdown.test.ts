import { describe, expect, it } from 'vitest';
import type { CheckReport, DatasetProfile } from '../../../../src/core/check/check';
import { reportMarkdown } from '../../../../src/core/check/markdown';

const lengths = {
  min: 1,
  median: 5,
  p95: 9,
  max: 12,
  mean: 5.4,
  bins: [
    { from: 0, to: 10, count: 24 },
    { from: 10, to: 20, count: 1 },
  ],
};

const profile: DatasetProfile = {
  samples: 1234,
  badRows: 2,
  references: 1200,
  promptCharacters: lengths,
  tokens: lengths,
  tokenizer: 'o200k_base',
  tokensCounted: 1000,
  labels: [
    { value: 'yes | <b>no</b>\n# head', count: 3 },
    { value: '`x` *y* [z](u)', count: 1 },
  ],
  languages: [
    { value: 'eng', count: 3 },
    { value: 'und', count: 1 },
  ],
  languagesCounted: 4,
  exactDuplicates: 3,
  nearDuplicates: 4,
  nearMethod: 'MinHash, 0.8.',
  conflicts: 5,
  leaks: [{ file: '/w/train.jsonl', rows: 6, exact: 1, normalized: 2, ngram: 3, near: 0 }],
  detectable: { samples: 1234, alpha: 0.05, power: 0.8, cases: [{ discordant: 0.1, difference: 0.02519 }] },
};

const range = { startLine: 6, startColumn: 0, endLine: 6, endColumn: 4 };

const report: CheckReport = {
  findings: [{ check: 'x', severity: 'error', row: 6, line: 7, range, message: 'Role “a|b” <img src=x onerror=y>' }],
  counts: [{ check: 'x', title: 'Unknown role', severity: 'error', rows: 1 }],
  profile,
  unchecked: ['gone.jsonl was not compared.'],
};

describe('reportMarkdown', () => {
  const text = reportMarkdown('data/evals_1.jsonl', report);

  it('counts, draws and lists', () => {
    expect(text).toContain('# Check of data/evals\\_1.jsonl\n');
    expect(text).toContain('| Samples | 1,234 |\n');
    expect(text).toContain('| Unknown role | error | 1 |\n');
    expect(text).toContain(
      '| least | median | mean | 95 % | most |\n| --- | --- | --- | --- | --- |\n| 1 | 5 | 5 | 9 | 12 |\n',
    );
    expect(text).toContain(`\n 0 ${'█'.repeat(24)} 24\n10 █ 1\n`);
    expect(text).toContain('| /w/train.jsonl | 6 | 1 | 2 | 3 | 0 |\n');
    expect(text).toContain('| 10 % | 2.5 points |\n');
    expect(text).toContain('- gone.jsonl was not compared.\n');
  });

  it('shows text of the dataset as it is', () => {
    expect(text).toContain('| yes \\| &lt;b>no&lt;/b> # head | 3 | 75 % |');
    expect(text).toContain('| \\`x\\` \\*y\\* \\[z\\](u) | 1 | 25 % |');
    expect(text).toContain('| 7 | error | Role “a\\|b” &lt;img src=x onerror=y> |\n');
    expect(text.replaceAll('\\|', '').match(/<|\u001b/)).toBeNull();
  });

  it('says when nothing was found', () => {
    const nothing = reportMarkdown('a', { findings: [], counts: [], unchecked: [] });
    expect(nothing).toBe('# Check of a\n\n## Findings\n\nNothing was found.\n');
  });
});
