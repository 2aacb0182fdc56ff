import type { Outcome } from '../core/compare/outcome';
import type { Sample } from '../core/dataset/sample';
import type { RunHeader } from '../core/run/run';
import type { Remote } from '../protocol/rpc';
import type { DatasetStore, SampleSelection } from './datasetStore';

/** Samples are fetched from the worker in pages of this size while a run goes on. */
const PAGE = 64;

/** The selection that a list of ids or an outcome means; everything when neither is given. */
export function selectionOf(samples: readonly string[] | undefined, outcome?: Outcome): SampleSelection {
  if (samples !== undefined) return { kind: 'ids', ids: samples };
  return outcome === undefined ? { kind: 'all' } : { kind: 'outcome', outcome };
}

/** What the journal's header says was selected: ids, unless it is everything. */
export async function idsOf(
  store: Remote<DatasetStore>,
  selection: SampleSelection,
): Promise<readonly string[] | 'all'> {
  if (selection.kind === 'all') return 'all';
  if (selection.kind === 'ids') return selection.ids;
  const ids: string[] = [];
  for await (const sample of samplesOf(store, selection)) ids.push(sample.id);
  return ids;
}

/** What a run takes, as its header froze it: outcomes change while the run goes on. */
export function selectionIn(header: RunHeader): SampleSelection {
  return header.samples === 'all' ? { kind: 'all' } : { kind: 'ids', ids: header.samples };
}

/** The selected samples, a page at a time. A list of ids is cut here, so that it crosses to the worker only once. */
export async function* samplesOf(store: Remote<DatasetStore>, selection: SampleSelection): AsyncGenerator<Sample> {
  if (selection.kind === 'ids') {
    for (let at = 0; at < selection.ids.length; at += PAGE) {
      yield* await store.readSamples({ ids: selection.ids.slice(at, at + PAGE) });
    }
    return;
  }
  for (let offset = 0; ; offset += PAGE) {
    const { total, samples } = await store.readSelection({ selection, offset, limit: PAGE });
    yield* samples;
    if (offset + PAGE >= total) return;
  }
}
