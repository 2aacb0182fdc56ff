/** Another window: a process that works on a notes file when it is told to, and says when it has come that far. */
import type { Note } from '../../../../src/core/note/note';
import { replaceFile } from '../../../../src/node/atomicFile';
import { withFileLock } from '../../../../src/node/fileLock';
import { saveNote } from '../../../../src/node/notesFile';

export type Order =
  /** Saves a note on each of the samples `s0`, `s1`, … */
  | { readonly task: 'save'; readonly file: string; readonly reviewer: string; readonly count: number }
  /** Takes the lock of the file and never gives it back. */
  | { readonly task: 'lock'; readonly file: string }
  /** Starts to replace the file and stops before the new content takes its place. */
  | { readonly task: 'replace'; readonly file: string; readonly content: string };

function never(): Promise<never> {
  process.send?.('stuck');
  return new Promise(() => undefined);
}

async function obey(order: Order): Promise<void> {
  if (order.task === 'lock') return withFileLock(order.file, never);
  if (order.task === 'replace') {
    await replaceFile(order.file, order.content, never);
    return;
  }
  for (let index = 0; index < order.count; index += 1) {
    const { file, reviewer } = order;
    const note: Note = { sample: `s${index}`, line: index, reviewer, verdict: 'tie', updated: '2026-11-23T10:00:00Z' };
    await saveNote(file, note);
  }
}

process.once('message', (order) => {
  void obey(order as Order).then(() => process.disconnect());
});
process.send?.('ready');
