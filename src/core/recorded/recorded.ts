/**
 * Recorded outputs: answers of models that another tool asked and wrote down. A file of them opens as a dataset (its
 * prompts and references), and its answers become an ordinary run journal. A tool's format is a file in `formats/` and a
 * line in `formats/registry.ts`.
 */
import type { DocumentPath } from '../dataset/containers/jsonLines';
import type { Unusable } from '../dataset/format';
import type { JsonObject, JsonValue } from '../dataset/json';
import type { SampleContent } from '../dataset/sample';
import type { Completion } from '../model/model';

/** One model's answer to one item. */
export interface RecordedAnswer {
  /** Equal for answers to the same item, across models and files (`custom_id`, `doc_id` + hash + filter, …). */
  readonly key: string;
  /** Name of the model or provider, as the tool wrote it; absent when the file does not say. */
  readonly model?: string;
  /** Which of several answers to the same item, from 0; equal ones keep the order of the file. */
  readonly repeat: number;
  readonly answer: Completion | { readonly error: string };
  /** What was asked, where the file says it. */
  readonly content?: SampleContent;
}

/** How a recorded file is called: some tools write the task or the model only there. */
export interface RecordedFile {
  readonly name: string;
  /** Name of the folder that holds it. */
  readonly folder: string;
}

/** A record with what stands around it in its file. */
export interface RecordedRecord {
  readonly record: JsonObject;
  /** Zero-based position in its list. */
  readonly index: number;
  readonly file: RecordedFile;
  /** What the file says once for all records: the header of an Inspect log, the models of a comparison. */
  readonly header?: JsonObject;
}

/** How records stand in a recorded file: as a dataset's rows do, somewhere in one JSON document, or in a ZIP. */
export type RecordedContainer = 'records' | 'document' | 'zip';

/** A record in a document, and where it stands there. */
export interface DocumentRecord {
  readonly value: JsonValue;
  readonly path: DocumentPath;
}

/** The records in a document, and what it says once for all of them. */
export interface OpenedDocument {
  readonly records: readonly DocumentRecord[];
  readonly header?: JsonObject;
}

/** A tool's way of writing answers down. */
export interface RecordedFormat {
  readonly id: string;
  /** Name for people, such as `lm-evaluation-harness samples`. */
  readonly title: string;
  readonly container: RecordedContainer;
  /**
   * True when a file looks like this: `head` is one of its first records (`records`), the document as far as it was
   * read (`document`), or the log's header (`zip`).
   */
  matches(head: JsonObject): boolean;
  /** `document` only: where the records are, and what stands around them. Never throws. */
  open?(document: JsonObject): OpenedDocument | Unusable;
  /** The answers in one record: none, one, or one per model. Never throws. */
  read(record: RecordedRecord): readonly RecordedAnswer[] | Unusable;
}

/** All answers to one item, as they are paired. */
export interface RecordedItem {
  readonly key: string;
  /** One-based line on which its first record begins; the number of the record in a ZIP, which has no lines. */
  readonly line: number;
  readonly content?: SampleContent;
  /** Model name (where none is named, the file's only model, else the file's name) → repeats in order. */
  readonly answers: Readonly<Record<string, readonly RecordedAnswer['answer'][]>>;
}

/** A recorded file, read. */
export interface Recording {
  readonly format: { readonly id: string; readonly title: string };
  /** Names of the models in order of appearance. */
  readonly models: readonly string[];
  readonly items: readonly RecordedItem[];
  /** Records that cannot be used, with the reason. */
  readonly unusable: readonly { readonly line: number; readonly reason: string }[];
}

/** Name of the format that comes as a folder of files, one for each evaluation. */
export const ARCHIVE_TITLE = 'OpenAI Evals archive';

/** The endpoint of models whose answers were recorded elsewhere; nothing is ever sent to it. */
export const RECORDED_ENDPOINT = 'recorded:';
