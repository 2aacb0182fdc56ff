import type { RowFacts } from '../../core/check/rowFacts';
import type { SampleKeys } from '../../core/check/whole/sampleKeys';
import type { RowPairs } from './duplicates';
import { KeptRows } from './keptRows';
import type { TrainingMemory } from './trainingMemory';

/** What the newest check learned of rows, for the next one: at most 130 bytes a row, keys of no more than a million rows. */
export class CheckMemory {
  readonly facts = new KeptRows<RowFacts>();
  readonly keys = new KeptRows<SampleKeys>();
  readonly tokens = new KeptRows<Uint32Array>();
  readonly pairs = new KeptRows<RowPairs>();
  /** By path, the newest training files. */
  readonly training = new Map<string, TrainingMemory>();
}
