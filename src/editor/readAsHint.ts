import { formatById } from '../core/dataset/formats/registry';
import type { DatasetInfo } from '../node/datasetStore';
import type { MessageNode } from './datasetNodes';
import type { DatasetEntry } from './datasetSearch';

/** Says under a dataset that it may be read wrongly, where that is likely, and offers *Read As…*. */
export function readAsHint({ uri, config }: DatasetEntry, info: DatasetInfo): MessageNode[] {
  if (info.rows > 0 && info.badRows * 2 >= info.rows && info.state === 'ready') {
    const text = info.badRows === info.rows ? 'No usable row.' : 'Many unusable rows.';
    return [offer(uri.toString(), `${text} Read As…`)];
  }
  const isGuess = info.format.id === 'columns' && config?.format === undefined && config?.prompt === undefined;
  return isGuess ? [offer(uri.toString(), 'Columns guessed. Read As…')] : [];
}

/** Offers *Read As…* where a dataset cannot be opened because of how `tuning-fork.json` says it is read. */
export function readAsOffer({ uri, config }: DatasetEntry): MessageNode[] {
  const isUnknown = config?.format !== undefined && formatById(config.format) === undefined;
  return isUnknown ? [offer(uri.toString(), 'Read As…')] : [];
}

function offer(dataset: string, text: string): MessageNode {
  return {
    kind: 'message',
    text,
    icon: 'lightbulb',
    command: { command: 'tuningFork.readAs', title: 'Read As…', arguments: [dataset] },
  };
}
