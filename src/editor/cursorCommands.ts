import * as vscode from 'vscode';
import { HumanError } from '../core/humanError';
import type { DatasetLines } from './datasetLines';
import type { SampleNode } from './datasetNodes';

/** Commands about the sample on whose line the cursor of the active editor stands. */
export function cursorCommands({
  datasetLines,
}: {
  readonly datasetLines: DatasetLines;
}): Record<string, () => Promise<unknown>> {
  const onSample = (command: string) => async (): Promise<unknown> =>
    vscode.commands.executeCommand(command, await sampleAtCursor(datasetLines));
  return {
    runSampleAtCursor: onSample('tuningFork.run'),
    openSampleAtCursor: onSample('tuningFork.openInspector'),
  };
}

/** @throws {HumanError} when the cursor is not on a sample */
async function sampleAtCursor(lines: DatasetLines): Promise<SampleNode> {
  const editor = vscode.window.activeTextEditor;
  const row = editor && (await lines.rowAt(editor.document, editor.selection.active.line));
  if (!row || row.item.bad !== undefined) {
    const sentence = editor?.document.isDirty
      ? 'This line is not a saved sample. Save the file first.'
      : 'There is no sample on this line. Put the cursor on a sample of a dataset.';
    throw new HumanError('no-sample', sentence);
  }
  return { kind: 'sample', dataset: row.dataset, item: row.item };
}
