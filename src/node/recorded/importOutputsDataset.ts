import { hash } from 'node:crypto';
import type { Sample } from '../../core/dataset/sample';
import { promptId } from '../../core/dataset/sampleIds';
import type { PairingDataset } from '../../core/recorded/pairRecordings';
import type { DatasetFile } from '../datasetFile';

/**
 * A dataset as pairing asks it. Reads every row once when prompts are looked for.
 * @param prompts ids of the prompts that will be asked for
 */
export async function pairingDatasetOf(
  file: DatasetFile,
  prompts: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<PairingDataset> {
  const rows = new Uint32Array(file.rowCount - file.badRows);
  let samples = 0;
  for (let row = 0; row < file.rowCount; row++) if (!file.isBadRow(row)) rows[samples++] = row;
  const byPrompt = new Map<string, string[]>();
  if (prompts.size > 0) {
    await file.forEachRow((row) => {
      if (row.kind === 'bad') return true;
      const prompt = promptId(row.messages, (text) => hash('sha256', text, 'hex'));
      if (!prompts.has(prompt)) return true;
      const known = byPrompt.get(prompt);
      if (known) known.push(row.id);
      else byPrompt.set(prompt, [row.id]);
      return true;
    }, signal);
  }
  const sampleIn = (row: number | undefined): Sample | undefined => {
    const read = row === undefined ? undefined : file.readRow(row);
    return read?.kind === 'sample' ? read : undefined;
  };
  return {
    samples,
    withId: (id) => sampleIn(file.rowOfId(id)),
    withPrompt: (prompt) => byPrompt.get(prompt) ?? [],
    at: (place) => sampleIn(rows[place]),
  };
}
