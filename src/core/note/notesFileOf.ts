/** Where the notes on a dataset are: beside it, `eval.jsonl` → `eval.notes.jsonl`. Takes a path, a URI path or a name. */
export function notesFileOf(datasetPath: string): string {
  return `${datasetPath.replace(/(?<=[^/\\])\.[^./\\]*$/, '')}.notes.jsonl`;
}
