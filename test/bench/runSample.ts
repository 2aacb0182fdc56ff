/** The samples of the run bench: about 60 words of prompt each, no two alike. */
export function promptOf(index: number): string {
  const words = Array.from({ length: 60 }, (_, word) => `term${(index * 31 + word * 17) % 997}`);
  return `Sample ${index}: ${words.join(' ')}`;
}

/** What a child of the run bench is told, as JSON in its first argument. */
export interface RunTask {
  readonly endpoint: string;
  readonly samples: number;
  readonly stream: boolean;
  readonly concurrency: number;
}

export const MODELS = ['base', 'tuned'];
export const REFERENCE = 'word0 word7 word14 word21 word28 word35';
