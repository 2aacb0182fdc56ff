import { writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CheckReport } from '../../../src/core/check/check';
import { CommandLine, WHOLE } from './support/commandLine';

let line: CommandLine;

beforeAll(async () => {
  line = await CommandLine.build(WHOLE);
});

beforeEach(() => line.clear());

afterAll(() => line.remove());

const row = (prompt: string, completion: string) => ({ prompt, completion });
const ROWS = [row('Which clause is this?', 'Warranty'), row('And which is that one?', 'Term')];

async function reportOf(args: readonly string[]): Promise<{ status: number | null; report: CheckReport }> {
  const { status, out, err } = await line.call(['check', ...args, '--json']);
  expect(err).toBe('');
  return { status, report: JSON.parse(out) as CheckReport };
}

describe('tuning-fork check', () => {
  it('prints the report of a good dataset', async () => {
    await line.write('eval.jsonl', ROWS);
    const { status, out, err } = await line.call(['check', 'eval.jsonl']);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toMatch(/^# Check of eval\.jsonl\n/);
    expect(out).toContain('| Samples | 2 |');
  });

  it('fails where a finding is an error', async () => {
    await line.write('eval.jsonl', [...ROWS, '{"prompt": ']);
    const { status, report } = await reportOf(['eval.jsonl']);
    expect(status).toBe(1);
    expect(report.findings.filter(({ severity }) => severity === 'error').map(({ line: at }) => at)).toEqual([3]);
    expect(report.profile?.samples).toBe(2);
  });

  it('looks for samples in training files: those that are named, else those of tuning-fork.json', async () => {
    await line.write('eval.jsonl', ROWS);
    const train = await line.write('data/train-1.jsonl', ROWS);
    const clean = await line.write('data/other.jsonl', [row('Something else?', 'Yes')]);
    expect((await reportOf(['eval.jsonl'])).report.profile?.leaks).toEqual([]);
    const named = (await reportOf(['eval.jsonl', '--against', train, '--against', clean])).report.profile?.leaks;
    expect(named?.map(({ file, exact }) => ({ file, exact }))).toEqual([
      { file: train, exact: 2 },
      { file: clean, exact: 0 },
    ]);
    await line.write('tuning-fork.json', { training: ['data/train*.jsonl'] });
    const found = (await reportOf(['eval.jsonl'])).report.profile?.leaks;
    expect(found?.map(({ file, exact }) => ({ file, exact }))).toEqual([{ file: train, exact: 2 }]);
  });

  it('reads the dataset as tuning-fork.json says', async () => {
    const entry = { files: '**/*.jsonl', prompt: 'a', reference: 'b' };
    await line.write('tuning-fork.json', { datasets: [entry] });
    await line.write('data/eval.jsonl', [{ a: 'One?', b: '1', c: 'x' }]);
    expect((await reportOf(['data/eval.jsonl'])).report.profile).toMatchObject({ samples: 1, references: 1 });
  });

  it.each([
    [['missing.jsonl'], 'There is no file “missing.jsonl”.\n'],
    [['eval.jsonl', '--against', 'missing.jsonl'], 'There is no training file “missing.jsonl”.\n'],
    [['eval.jsonl', '--config', 'missing.json'], 'The configuration “missing.json” cannot be read.\n'],
    [['eval.jsonl', '--config', 'bad.json'], 'bad.json, line 2: “training” must be a list, not "data".\n'],
  ])('refuses %j', async (args, sentence) => {
    await line.write('eval.jsonl', ROWS);
    await line.write('bad.json', '{\n "training": "data"\n}');
    expect(await line.call(['check', ...args])).toEqual({ status: 2, out: '', err: sentence });
  });

  it('says which file is no dataset', async () => {
    await writeFile(line.at('eval.jsonl'), gzipSync('{}'));
    const { status, out, err } = await line.call(['check', 'eval.jsonl']);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(/^eval\.jsonl: .+\.\n$/);
  });
});
