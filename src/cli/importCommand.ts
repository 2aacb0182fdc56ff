import path from 'node:path';
import { HumanError } from '../core/humanError';
import { MODEL_ROLES, type ModelRole } from '../core/model/model';
import { pairingDetails, pairingSentence } from '../core/recorded/pairingText';
import { journalPath } from '../node/journalFile';
import { isFolder } from '../node/recorded/archiveFolder';
import type { OutputsSource } from '../node/recorded/importOutputs';
import type { Given } from './arguments';
import { EXIT, type Command } from './command';
import { openDataset, type Dataset } from './datasets';
import { isFile, shownPath } from './project';

/** `tuning-fork import`: answers that other tools recorded become a run. */
export const importCommand: Command = {
  usage: '<base file> [<tuned file>] [--out RUN]',
  about: `Makes a run of answers that another tool wrote down; nothing is sent. The first file
has the base model's answers, the second the tuned model's; one file with two models has
both. The folder of an OpenAI Evals archive counts as a file; name the dataset then. With
--json prints {"run", "journal", "already", "models", "pairing"}.`,
  options: {
    out: { value: 'RUN', help: 'The file of the run; default: with the other runs of the dataset.' },
    dataset: { value: 'FILE', help: 'The dataset that was asked; default: the recorded file itself.' },
    base: { value: 'MODEL', help: 'The model of the first file whose answers are the base model’s.' },
    tuned: { value: 'MODEL', help: 'Likewise, the tuned model’s.' },
    config: { value: 'FILE', help: 'A tuning-fork.json; default: the nearest one above the dataset.' },
  },
  arguments: [1, 2],
  async run(given, terminal) {
    const out = given.value('out');
    for (const file of given.words) {
      if (!(await isFile(file)) && !isFolder(file)) throw new HumanError('no-file', `There is no file “${file}”.`);
    }
    if (out !== undefined && (await isFile(out))) {
      throw new HumanError('exists', `There is a file “${out}” already: choose another name.`);
    }
    const [first = ''] = given.words;
    const dataset = await openDataset({
      dataset: given.value('dataset') ?? first,
      config: given.value('config'),
    });
    try {
      const sources = await sourcesOf(given, dataset);
      const journal = out === undefined ? undefined : path.resolve(out);
      const imported = await dataset.store.importOutputs({ sources, ...(journal !== undefined && { journal }) });
      const { run, already, models, report } = imported;
      const file = journal ?? journalPath(dataset.runsFolder, run);
      const names = Object.fromEntries(
        sources.map((source) => [source.role, `the answers of “${models[source.role] ?? ''}” (${source.role})`]),
      );
      if (given.has('json')) terminal.printJson({ run, journal: file, already, models, pairing: report });
      else {
        terminal.print(`${already ? 'Imported before. ' : ''}${pairingSentence(report, names)}`);
        terminal.print(`Run: ${shownPath(file)}`);
      }
      for (const line of pairingDetails(report, names)) terminal.say(line);
      return EXIT.met;
    } finally {
      dataset.close();
    }
  },
};

/** Which answers of which file get which role. */
async function sourcesOf(given: Given, { store }: Dataset): Promise<OutputsSource[]> {
  const [first = '', second] = given.words.map((file) => path.resolve(file));
  const base = given.value('base');
  const tuned = given.value('tuned');
  if (second !== undefined || (base === undefined && tuned === undefined)) {
    const models = second === undefined ? (await store.readRecording({ file: first })).models : [];
    // Of two models in one file the first is the base, as its columns or records stand.
    if (models.length === 2) return MODEL_ROLES.map((role, at) => source(role, first, models[at]?.name));
    return [source('base', first, base), ...(second === undefined ? [] : [source('tuned', second, tuned)])];
  }
  return [
    ...(base === undefined ? [] : [source('base', first, base)]),
    ...(tuned === undefined ? [] : [source('tuned', first, tuned)]),
  ];
}

function source(role: ModelRole, file: string, model: string | undefined): OutputsSource {
  return { role, file, ...(model !== undefined && { model }) };
}
