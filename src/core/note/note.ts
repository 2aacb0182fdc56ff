/** Which answer a reviewer prefers. */
export const VERDICTS = ['base', 'tuned', 'tie', 'neither'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What a reviewer says of a sample: one line of `<dataset>.notes.jsonl`. */
export interface Note {
  readonly sample: string;
  /** Line of the sample in the dataset when the note was written: a help for people, not an identity. */
  readonly line: number;
  readonly reviewer: string;
  readonly verdict?: Verdict;
  /** Error category ids per model role. */
  readonly categories?: Readonly<Record<string, readonly string[]>>;
  /** Ratings per model role: criterion → number. */
  readonly ratings?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly note?: string;
  readonly correction?: string;
  /** The run whose responses were looked at. */
  readonly run?: string;
  /** ISO 8601 time of the last change. */
  readonly updated: string;
}

/** The part of a note that a reviewer writes; the rest is filled in when it is saved. */
export type NoteDraft = Omit<Note, 'reviewer' | 'updated' | 'line' | 'run'>;
