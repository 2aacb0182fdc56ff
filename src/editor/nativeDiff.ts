import * as vscode from 'vscode';
import { HumanError } from '../core/humanError';
import type { SampleDetail } from '../core/compare/results';
import type { NativeDiffSides } from '../protocol/inspector';
import type { OpenDataset } from './openDataset';
import type { Projects } from './projects';

/** Scheme of the read-only documents that hold one answer each. */
export const ANSWER_SCHEME = 'tuning-fork-answer';
type Side = 'reference' | 'base' | 'tuned';

const SIDES: Readonly<Record<NativeDiffSides, readonly [Side, Side]>> = {
  'base-tuned': ['base', 'tuned'],
  'reference-base': ['reference', 'base'],
  'reference-tuned': ['reference', 'tuned'],
};

/** Gives VS Code's own diff editor the answers as documents that cannot be edited. */
export class AnswerDocuments implements vscode.TextDocumentContentProvider {
  constructor(private readonly projects: Projects) {}

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const query = new URLSearchParams(uri.query);
    const dataset = await this.projects.openByName(vscode.Uri.parse(query.get('dataset') ?? '', true));
    const detail = await dataset.store.detail({ id: query.get('sample') ?? '' });
    return textOf(detail, query.get('side') as Side) ?? '';
  }
}

/**
 * Opens VS Code's own diff editor on two answers to a sample.
 * @throws {HumanError} `no-answer` when one of them is missing.
 */
export async function openNativeDiff(dataset: OpenDataset, id: string, sides: NativeDiffSides): Promise<void> {
  const detail = await dataset.store.detail({ id });
  const [left, right] = SIDES[sides];
  for (const side of [left, right]) {
    if (textOf(detail, side) !== undefined) continue;
    const sentence =
      side === 'reference'
        ? 'This sample has no reference to compare with.'
        : `The ${side} model has not answered this sample yet. Run it first.`;
    throw new HumanError('no-answer', sentence);
  }
  const title = `${left} ↔ ${right} (${dataset.name}, line ${detail.line})`;
  await vscode.commands.executeCommand(
    'vscode.diff',
    uriOf(dataset, detail, left),
    uriOf(dataset, detail, right),
    title,
    { preview: true },
  );
}

function uriOf(dataset: OpenDataset, { id, line }: SampleDetail, side: Side): vscode.Uri {
  const query = new URLSearchParams({ dataset: dataset.uri.toString(), sample: id, side });
  return vscode.Uri.from({ scheme: ANSWER_SCHEME, path: `/${dataset.path}/${line}/${side}`, query: query.toString() });
}

function textOf(detail: SampleDetail, side: Side): string | undefined {
  if (side === 'reference') return detail.references[0];
  const response = detail.responses[side];
  return response?.state === 'done' || response?.state === 'streaming' ? response.text : undefined;
}
