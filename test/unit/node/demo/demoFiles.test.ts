import path from 'node:path';
import { expect, it } from 'vitest';
import { EMPTY_CONFIG } from '../../../../src/core/config/config';
import { demoFilesOf } from '../../../../src/node/demo/demoFiles';

const folder = path.resolve('/project');
const general = path.resolve('/extension/general.jsonl');

it('lets the usual demo models learn from the bundled file', () => {
  expect(demoFilesOf(EMPTY_CONFIG, folder, general)).toEqual({ 'demo-base': [general], 'demo-tuned': [general] });
});

it('takes files inside the project only', () => {
  const demoModels = { tuned: ['data/train.jsonl', '../project-b/train.jsonl', '/etc/passwd'], base: ['../x.jsonl'] };
  expect(demoFilesOf({ ...EMPTY_CONFIG, demoModels }, folder, general)).toEqual({
    tuned: [path.join(folder, 'data/train.jsonl')],
    base: [general],
  });
});
