// Every folder of test/fixtures/formats is called by the id of a format. Each file in it, `<name>.<extension>`, is written
// in that format, and `<name>.expected.json` beside it lists, row by row, the sample (as SampleContent) or `{unusable}`
// that it holds. A folder within may hold what belongs together (a dataset and the file that describes it, say): what
// has no expectation beside it is not opened. To add a fixture, add these two files.
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Unusable } from '../../../../src/core/dataset/format';
import type { SampleContent } from '../../../../src/core/dataset/sample';

const ROOT = path.resolve('test/fixtures/formats');

export const pathOf = (file: string): string => path.join(ROOT, file);

const expectedPathOf = (file: string): string => pathOf(file.replace(/\.[^.]+$/, '.expected.json'));

/** Every fixture, as a path within its folder, with `/`. */
export const FIXTURES: readonly string[] = globSync('*/**/*.*', { cwd: ROOT })
  .filter((file) => !file.endsWith('.expected.json') && existsSync(expectedPathOf(file)))
  .map((file) => file.split(path.sep).join('/'))
  .sort();

export const formatIdOf = (file: string): string => file.split('/')[0] ?? '';

/** What each row of a fixture holds. */
export function expectedRowsOf(file: string): readonly (SampleContent | Unusable)[] {
  return JSON.parse(readFileSync(expectedPathOf(file), 'utf8')) as (SampleContent | Unusable)[];
}
