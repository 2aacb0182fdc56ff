import type { JsonObject } from './json';
import type { SampleContent } from './sample';

/** Which fields of a record hold what; given by `tuning-fork.json` or guessed from the field names. */
export interface FieldMap {
  readonly prompt?: string;
  readonly reference?: string;
  readonly id?: string;
}

/** Why a record is not a usable sample. */
export interface Unusable {
  readonly unusable: string;
}

/**
 * A way of writing samples as records. To add one: a file in `formats/` and a line in `formats/registry.ts`.
 */
export interface Format {
  /** Stable name, as in `tuning-fork.json`. */
  readonly id: string;
  /** Name for people. */
  readonly title: string;
  /** True when a record of this format looks like `record`. */
  matches(record: JsonObject): boolean;
  /** The fields that hold prompt and reference when `fields` names none; absent where a record has none. */
  usualFields(record: JsonObject): Pick<FieldMap, 'prompt' | 'reference'>;
  /** Reads one record. Never throws: a record that cannot be used gives the reason. */
  read(record: JsonObject, fields: FieldMap): SampleContent | Unusable;
}

/** How records stand in a file. */
export type ContainerId = 'jsonl' | 'json' | 'csv' | 'yaml' | 'parquet' | 'recorded';

/** Where a row stands in its file: bytes `start` up to `end` (exclusive), beginning on line `line` (one-based). */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly line: number;
}
