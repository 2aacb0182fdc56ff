/** Commands of the Datasets view: what is shown of a dataset, and how it is read. */
import * as vscode from 'vscode';
import { HumanError } from '../core/humanError';
import { readFilterArgument, readGroupByArgument, readPickArgument, readReadAsArgument } from './commandArguments';
import type { DatasetTree } from './datasetTree';
import type { Inspectors } from './inspectors';
import type { Log } from './log';
import type { OpenDataset } from './openDataset';
import type { Projects } from './projects';
import { pickReading, writeReading } from './readAs';
import { pickFilter } from './sampleFilter';
import { pickSample } from './samplePicker';
import { isDocumented, type Command, type Targets } from './targets';

/** Values of a field that a choice names. */
const SHOWN_VALUES = 6;

/** What these commands work with. */
interface ViewCommandParts {
  readonly extensionUri: vscode.Uri;
  readonly projects: Projects;
  readonly datasetTree: DatasetTree;
  readonly inspectors: Inspectors;
  readonly log: Log;
}

export function viewCommands(parts: ViewCommandParts, targets: Targets): Record<string, Command> {
  const { projects, datasetTree, inspectors } = parts;
  return {
    filterSamples: async (argument) => {
      if (!isDocumented(argument)) {
        const dataset = await targets.dataset(argument);
        const filter = await pickFilter(dataset, datasetTree.viewOf(dataset.uri).filter);
        if (filter !== undefined) datasetTree.show(dataset.uri, { filter });
        return;
      }
      const { dataset, text } = readFilterArgument(argument);
      const inSight = dataset === undefined ? await targets.inSight() : await targets.entry(argument);
      const entries = inSight ? [inSight] : projects.all.flatMap(({ datasets }) => datasets);
      for (const { uri } of entries) datasetTree.show(uri, { filter: text.trim() });
    },
    clearFilter: async (argument) => {
      if (argument === undefined) datasetTree.clearFilters();
      else datasetTree.show((await targets.entry(argument)).uri, { filter: '' });
    },
    groupBy: async (argument) => {
      const dataset = await targets.dataset(argument);
      if (isDocumented(argument)) {
        datasetTree.groupBy(dataset.uri, readGroupByArgument(argument).field);
        return;
      }
      const chosen = await pickField(dataset, datasetTree.viewOf(dataset.uri).groupBy);
      if (chosen) datasetTree.groupBy(dataset.uri, chosen.field);
    },
    pickSample: async (argument) => {
      const { text } = isDocumented(argument) ? readPickArgument(argument) : { text: '' };
      const dataset = await targets.dataset(argument);
      const sample = await pickSample(dataset, text);
      if (sample !== undefined) inspectors.show(dataset, sample);
    },
    readAs: async (argument) => {
      const entry = await targets.entry(argument);
      const project = projects.projectOf(entry.uri);
      if (!project) throw new HumanError('not-in-workspace', `“${entry.path}” is not in a folder of this workspace.`);
      if (isDocumented(argument)) {
        await writeReading(project, entry, readReadAsArgument(argument));
        return;
      }
      const reading = await pickReading(entry, parts.extensionUri, parts.log);
      if (reading) await writeReading(project, entry, reading);
    },
  };
}

interface FieldItem extends vscode.QuickPickItem {
  /** Absent for the grouping by outcome. */
  readonly field?: string;
}

/** Asks by what to group: outcome, or one of the metadata fields that have labels. */
async function pickField(dataset: OpenDataset, current: string | undefined): Promise<FieldItem | undefined> {
  const mark = (field: string | undefined): { iconPath: vscode.ThemeIcon } => ({
    iconPath: new vscode.ThemeIcon(field === current ? 'check' : 'blank'),
  });
  const items = dataset.store.facets(undefined).then((facets): FieldItem[] => [
    { label: 'Outcome', description: 'broken and fixed first', ...mark(undefined) },
    ...facets.map(({ field, samples, values }) => ({
      label: field,
      description: `${values.length.toLocaleString()} values · ${samples.toLocaleString()} samples`,
      detail: values
        .slice(0, SHOWN_VALUES)
        .map(({ value, samples: count }) => `${value} (${count.toLocaleString()})`)
        .join(', '),
      field,
      ...mark(field),
    })),
  ]);
  return vscode.window.showQuickPick(items, {
    title: `Group ${dataset.name} By`,
    placeHolder: 'A metadata field whose values are few and short',
  });
}
