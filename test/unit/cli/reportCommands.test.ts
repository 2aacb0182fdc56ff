import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Report } from '../../../src/core/report/report';
import { CommandLine, WHOLE } from './support/commandLine';

const RUN = '.tuning-fork/runs/eval/first.run.jsonl';
const SECOND = '.tuning-fork/runs/eval/second.run.jsonl';

let line: CommandLine;

beforeAll(async () => {
  line = await CommandLine.build(WHOLE);
});

beforeEach(async () => {
  await line.clear();
  await line.write('eval.jsonl', rows);
  await line.write('tuning-fork.json', { datasets: [{ files: 'eval.jsonl', metrics: ['exact-match'] }] });
  await journal(RUN, 'first', { base: (at) => (at < 20 ? 'yes' : 'no'), tuned: (at) => (at < 4 ? 'no' : 'yes') });
});

afterAll(() => line.remove());

/** 40 samples whose reference is `yes`; the first 8 are about terms. */
const rows = Array.from({ length: 40 }, (_, at) => ({
  id: `q${at}`,
  prompt: `question ${at}?`,
  completion: 'yes',
  metadata: { task: at < 8 ? 'terms' : 'clause' },
}));

/** The journal of a run; `undefined` is a request that failed. */
async function journal(
  file: string,
  id: string,
  answers: Readonly<Record<string, (at: number) => string | undefined>>,
): Promise<void> {
  const models = Object.fromEntries(
    Object.keys(answers).map((role) => [
      role,
      { endpoint: 'http://127.0.0.1:1/v1', model: `${id}-${role}`, api: 'chat', parameters: {} },
    ]),
  );
  const started = '2026-11-23T10:00:00.000Z';
  const dataset = { path: 'eval.jsonl', sha256: 'of another day', samples: 40 };
  const responses = Object.entries(answers).flatMap(([model, answer]) =>
    rows.map((row, at) => {
      const text = answer(at);
      const came =
        text === undefined ? { error: { code: 'timeout', message: 'Too slow.' } } : { text, finishReason: 'stop' };
      return {
        type: 'response',
        sample: row.id,
        line: at + 1,
        model,
        repeat: 0,
        key: `${id}${model}${at}`,
        finished: started,
        ...came,
      };
    }),
  );
  await line.write(file, [
    { type: 'run', version: 1, id, dataset, models, samples: 'all', useCache: true, started },
    ...responses,
    { type: 'end', status: 'complete', finished: started },
  ]);
}

async function objectives(...list: readonly object[]): Promise<void> {
  await line.write('tuning-fork.json', {
    datasets: [{ files: 'eval.jsonl', metrics: ['exact-match'] }],
    objectives: list,
  });
}

describe('tuning-fork compare', () => {
  it('prints the verdict and the paired table', async () => {
    const { status, out } = await line.call(['compare', RUN]);
    expect(status).toBe(0);
    // Base is right on 20, tuned on 36: 4 broken, 20 fixed; p = 2 · P(at most 4 of 24) = 0.0015.
    expect(out).toMatch(/^Tuned is better on right answers: \+40\.0 points, 95 % interval .*; 4 broken, 20 fixed/);
    expect(out).toMatch(/^right answers +50\.0 % +90\.0 % +\+40\.0 points .* 0\.002 +40$/m);
    expect(out).toMatch(/^task: terms +100\.0 % +50\.0 % +−50\.0 points/m);
    expect(out).toContain('Warning: Some answers were given before the dataset was changed.');
  });

  it('prints JSON', async () => {
    const { out } = await line.call(['compare', RUN, '--json', '--seed', '7', '--confidence', '0.9']);
    const report = JSON.parse(out) as Report;
    expect(report.right).toMatchObject({ broken: 4, fixed: 20, bothRight: 16, bothWrong: 0 });
    expect(report.settings).toEqual({ seed: 7, resamples: 10000, confidence: 0.9 });
  });

  it('compares a model of one run with a model of another', async () => {
    await journal(SECOND, 'second', { base: () => 'no', tuned: (at) => (at < 10 ? 'no' : 'yes') });
    const tuned = JSON.parse((await line.call(['compare', RUN, SECOND, '--json'])).out) as Report;
    expect(tuned.models).toMatchObject({ base: { model: 'first-tuned' }, tuned: { model: 'second-tuned' } });
    // Right on 36 before and 30 after: rows 4 to 9 broke.
    expect(tuned.right).toMatchObject({ base: 0.9, tuned: 0.75, broken: 6, fixed: 0 });
    const base = await line.call(['compare', RUN, SECOND, '--base', 'base', '--tuned', 'base', '--json']);
    expect(JSON.parse(base.out)).toMatchObject({ right: { base: 0.5, tuned: 0 } });
    const unknown = await line.call(['compare', RUN, SECOND, '--base', 'other']);
    expect(unknown).toMatchObject({ status: 2, out: '' });
    expect(unknown.err).toContain('The run first has no model “other”: it has base and tuned.');
  });

  it('says by its status whether the objectives are met, and whether samples failed', async () => {
    await objectives({ atLeast: 0.9 });
    expect((await line.call(['compare', RUN])).status).toBe(0);
    await objectives({ atLeast: 0.9 }, { noRegressionIn: ['task'] });
    const missed = await line.call(['compare', RUN]);
    expect(missed.status).toBe(1);
    expect(missed.out).toContain('Missed: No regression in task (worse in terms: 4 broken, 0 fixed)');
    await objectives({ atLeast: 0.8, confidence: 0.95 });
    expect((await line.call(['compare', RUN])).status).toBe(1);
    await objectives();
    await journal(RUN, 'first', { base: () => 'no', tuned: (at) => (at === 0 ? undefined : 'yes') });
    expect((await line.call(['compare', RUN])).status).toBe(3);
  });

  it('refuses what is no run, and a run without both models', async () => {
    const none = await line.call(['compare', 'eval.jsonl']);
    expect(none).toMatchObject({ status: 2, out: '' });
    expect(none.err).toContain('“eval.jsonl” is not the journal of a run.');
    await journal(RUN, 'first', { base: () => 'no' });
    const alone = await line.call(['compare', RUN]);
    expect(alone).toMatchObject({ status: 2, out: '' });
    expect(alone.err).toContain('There are no answers of the tuned model to eval.jsonl yet.');
  });
});

describe('tuning-fork report', () => {
  it.each([
    ['md', /^# Report of eval\.jsonl\n/],
    ['html', /^<!doctype html>/i],
    ['csv', /^section,/],
    ['json', /^\{/],
  ])('writes %s, the same bytes each time', async (format, beginning) => {
    const first = await line.call(['report', RUN, '--format', format]);
    expect(first.status).toBe(0);
    expect(first.out).toMatch(beginning);
    await line.call(['report', RUN, '--format', format, '--out', 'report.out']);
    expect((await readFile(line.at('report.out'), 'utf8')).trimEnd()).toBe(first.out.trimEnd());
  });

  it('writes JUnit for continuous integration, and the summary that GitHub Actions asks for', async () => {
    await objectives({ atLeast: 0.9 }, { metric: 'exact-match', gain: 0.5 });
    await line.write('summary.md', 'before\n');
    const env = { GITHUB_STEP_SUMMARY: line.at('summary.md') };
    const { status } = await line.call(['report', RUN, '--junit', 'junit.xml', '--out', 'report.md'], { env });
    expect(status).toBe(1);
    const junit = await readFile(line.at('junit.xml'), 'utf8');
    expect(junit).toContain('tests="2" failures="1"');
    expect(junit).toMatch(
      /name="Exact match better than base by at least 0\.50">\n *<failure type="missed" message="\+0\.40 on 40 samples"\/>/,
    );
    expect(await readFile(line.at('summary.md'), 'utf8')).toMatch(/^before\n# Report of eval\.jsonl\n/);
  });

  it('refuses a format that there is not', async () => {
    const { status, err } = await line.call(['report', RUN, '--format', 'pdf']);
    expect(status).toBe(2);
    expect(err).toContain('There is no format “pdf”: md, html, json or csv.');
  });
});
