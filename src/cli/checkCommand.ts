import path from 'node:path';
import { reportMarkdown } from '../core/check/markdown';
import { HumanError } from '../core/humanError';
import { EXIT, type Command } from './command';
import { openDataset } from './datasets';
import { filesMatching, isFile } from './project';

/** `tuning-fork check`: the findings of Check Dataset. */
export const checkCommand: Command = {
  usage: '<dataset> [--against TRAIN …]',
  about: `Checks every row of a dataset and prints what it finds as Markdown: rows that break
their format's rules, duplicates, label conflicts, samples that stand in training
files; lengths, tokens, labels, languages, and how small a difference the samples can
show. Exit status 1 when a finding is an error.`,
  options: {
    against: {
      value: 'TRAIN',
      help: 'A training file that no sample may stand in; default: “training” of tuning-fork.json. Several times.',
      multiple: true,
    },
    config: { value: 'FILE', help: 'A tuning-fork.json; default: the nearest one above the dataset.' },
  },
  arguments: [1, 1],
  async run(given, terminal) {
    const [file = ''] = given.words;
    const against = given.all('against');
    for (const training of against) {
      if (!(await isFile(training))) throw new HumanError('no-file', `There is no training file “${training}”.`);
    }
    const dataset = await openDataset({ dataset: file, config: given.value('config') });
    try {
      const { config } = dataset.project;
      const training =
        against.length > 0
          ? against.map((each) => path.resolve(each))
          : await filesMatching(dataset.project.folder, config.training ?? []);
      const contexts = Object.values(config.models).flatMap(({ contextTokens }) => contextTokens ?? []);
      const report = await dataset.store.check(
        {
          training: training.filter((each) => each !== dataset.file),
          ...(contexts.length > 0 && { contextTokens: Math.min(...contexts) }),
          depth: 'full',
        },
        { timeoutMs: Infinity },
      );
      if (given.has('json')) terminal.printJson(report);
      else terminal.print(reportMarkdown(path.basename(dataset.file), report));
      return report.counts.some(({ severity }) => severity === 'error') ? EXIT.missed : EXIT.met;
    } finally {
      dataset.close();
    }
  },
};
