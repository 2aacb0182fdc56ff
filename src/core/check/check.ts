/**
 * What is checked of a dataset, and what checks find. A check of single rows is a file in `rows/`, one of the whole
 * dataset a file in `whole/`; each has a line in `registry.ts`.
 */
import type { SampleContent } from '../dataset/sample';
import type { FieldMap, Format, Unusable } from '../dataset/format';
import type { JsonObject } from '../dataset/json';
import type { Conversation } from './conversation';

export type Severity = 'error' | 'warning' | 'information';

/** A part of a text: zero-based lines of the file and columns in UTF-16 units, the end exclusive, as editors count. */
export interface TextRange {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** What can be changed in the file without a decision about its content. */
export type FixKind = 'remove-row' | 'move-to-training' | 'stringify-arguments';

/** Another place that a finding is about: the first of two duplicates, the row of a training file. */
export interface RelatedRow {
  /** Absolute path when it is another file. */
  readonly file?: string;
  readonly line: number;
  readonly message: string;
}

/** Something that is wrong, or doubtful, on one row. */
export interface Finding {
  /** Id of the check. */
  readonly check: string;
  readonly severity: Severity;
  readonly row: number;
  /** One-based line on which the row starts. */
  readonly line: number;
  readonly range: TextRange;
  /** A sentence for a person: what is wrong, and what the format's rule is. */
  readonly message: string;
  readonly related?: RelatedRow;
  readonly fix?: FixKind;
}

/** A row as checks see it. */
export interface CheckedRow {
  readonly record: JsonObject;
  readonly content: SampleContent | Unusable;
  readonly format: Format;
  /** The fields that the dataset's entry in `tuning-fork.json` names. */
  readonly fields: FieldMap;
  /** The lists of messages in the record. */
  readonly conversations: readonly Conversation[];
}

/** Where in a record: field names and list indexes; empty for the whole row. */
export type RecordPath = readonly (string | number)[];

/** What a row check reports; its place in the file is computed from `path` for those that are shown. */
export interface RowFinding {
  readonly message: string;
  readonly path: RecordPath;
  readonly fix?: FixKind;
  /** True when this is why the row cannot be used: then that need not be said again. */
  readonly isReason?: boolean;
}

/** A rule that each row is held against alone. */
export interface RowCheck {
  readonly id: string;
  /** Names what is wrong, for lists: `Role order`, `Empty content`. */
  readonly title: string;
  readonly severity: Severity;
  /** True when rows are not reported where all have it: then that is how the dataset is made. */
  readonly unlessAll?: boolean;
  /** Never throws. */
  check(row: CheckedRow): readonly RowFinding[];
}

/** How often a check found something. */
export interface CheckCount {
  readonly check: string;
  readonly title: string;
  readonly severity: Severity;
  readonly rows: number;
}

/** Bars of a histogram: `count` values from `from` (inclusive) up to `to` (exclusive; the last bar's inclusive). */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Lengths over the samples. */
export interface Distribution {
  readonly min: number;
  readonly median: number;
  readonly p95: number;
  readonly max: number;
  readonly mean: number;
  readonly bins: readonly Bin[];
}

/** How often something occurs. */
export interface Share {
  readonly value: string;
  readonly count: number;
}

/** Samples of the dataset that stand in a training file. */
export interface LeakCount {
  /** Absolute path. */
  readonly file: string;
  readonly rows: number;
  /** Prompt and reference equal; prompt equal after normalisation; a run of 13 words in common; nearly equal. */
  readonly exact: number;
  readonly normalized: number;
  readonly ngram: number;
  readonly near: number;
}

/** What a dataset is like. */
export interface DatasetProfile {
  readonly samples: number;
  readonly badRows: number;
  /** Samples with a reference. */
  readonly references: number;
  /** Characters (code points) of the prompt and of the first reference. */
  readonly promptCharacters: Distribution;
  readonly referenceCharacters?: Distribution;
  /** Tokens of prompt and reference together, estimated with `tokenizer` on `tokensCounted` samples. */
  readonly tokens: Distribution;
  readonly tokenizer: string;
  readonly tokensCounted: number;
  /** Most frequent references, when they repeat as labels do; absent for free text. */
  readonly labels?: readonly Share[];
  /** ISO 639-3 codes of the prompts' languages, on `languagesCounted` samples; `und` where it cannot be told. */
  readonly languages: readonly Share[];
  readonly languagesCounted: number;
  readonly exactDuplicates: number;
  readonly nearDuplicates: number;
  /** How near duplicates were found, as a sentence. */
  readonly nearMethod: string;
  readonly conflicts: number;
  readonly leaks: readonly LeakCount[];
  /** Smallest difference between the models in the share of right answers (0 to 1) that this many samples show. */
  readonly detectable: DetectableDifference;
}

/** Sample-size advice for a comparison of two models on the same samples. */
export interface DetectableDifference {
  readonly samples: number;
  /** Two-sided level and power. */
  readonly alpha: number;
  readonly power: number;
  /** Assumed share of samples on which exactly one of the two models is right, and the difference seen then. */
  readonly cases: readonly { readonly discordant: number; readonly difference: number }[];
}

/** What a check of a dataset found. */
export interface CheckReport {
  /** By row, at most `MOST_FINDINGS`; the counts hold all. */
  readonly findings: readonly Finding[];
  readonly counts: readonly CheckCount[];
  /** Absent with the depth `problems`. */
  readonly profile?: DatasetProfile;
  /** What could not be checked, as sentences: a training file that cannot be read. */
  readonly unchecked: readonly string[];
}

/** Most findings of a report: more than anybody reads, few enough for an editor. */
export const MOST_FINDINGS = 1000;
