import { HumanError } from '../core/humanError';
import type { MessageNode } from './datasetNodes';
import type { DatasetEntry } from './datasetSearch';
import type { OpenDataset } from './openDataset';

/** Number of models in recorded files, by the state of the file. */
const counted = new WeakMap<OpenDataset, { readonly sha256: string; readonly models: Promise<number> }>();

/** Offers *Import Outputs…* under a file of recorded outputs that has no run yet. */
export async function importHint({ recorded }: DatasetEntry, dataset: OpenDataset): Promise<MessageNode[]> {
  const { lastRun, sha256 } = dataset.info;
  if (recorded !== true || lastRun !== undefined || sha256 === undefined) return [];
  let known = counted.get(dataset);
  if (known?.sha256 !== sha256) {
    const reading = dataset.store.readRecording({ file: dataset.uri.fsPath });
    // What is wrong with the file stands on its rows; there is nothing to offer.
    const models = reading.then(
      (summary) => summary.models.length,
      () => 0,
    );
    counted.set(dataset, (known = { sha256, models }));
  }
  const models = await known.models;
  if (models === 0) return [];
  return [
    offer(dataset.uri, `Answers of ${models} ${models === 1 ? 'model' : 'models'} are in this file: Import Outputs…`),
  ];
}

/** Offers it where a file is no dataset because it holds answers without their prompts. */
export function importOffer({ uri }: DatasetEntry, error: unknown): MessageNode[] {
  return error instanceof HumanError && error.code === 'no-prompts' ? [offer(uri, 'Import Outputs…')] : [];
}

function offer(uri: OpenDataset['uri'], text: string): MessageNode {
  const command = { command: 'tuningFork.importOutputs', title: 'Import Outputs…', arguments: [uri] };
  return { kind: 'message', text, icon: 'lightbulb', command };
}
