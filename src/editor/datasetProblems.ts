import * as vscode from 'vscode';
import type { CheckReport, Finding, RelatedRow, Severity } from '../core/check/check';
import { HumanError } from '../core/humanError';
import type { CheckRequest } from '../node/datasetStore';
import type { DatasetLines } from './datasetLines';
import { DATASET_FILES, type DatasetEntry } from './datasetSearch';
import type { LineMap } from './lineMap';
import type { Log } from './log';
import type { OpenDataset } from './openDataset';
import { Debounce } from './pacing';
import type { Projects } from './projects';
import { onDidChangeSettings, settings } from './settings';
import { contextTokensOf, trainingFilesOf } from './trainingFiles';

const QUIET_MS = 300;
/** So many datasets that `tuning-fork.json` names are checked without being open: each has a worker of its own. */
const MOST_NAMED = 20;

const SEVERITIES: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/** A finding and where it is shown now. */
export interface Problem {
  readonly finding: Finding;
  readonly diagnostic: vscode.Diagnostic;
}

/** A dataset whose problems are shown. */
interface Checked {
  checking: AbortController;
  /** Hash of the file that was checked last, or is being checked. */
  sha256?: string | undefined;
  /** The report that is shown and the dataset that it is about. */
  shown?: { readonly report: CheckReport; readonly dataset: OpenDataset; readonly sha256: string | undefined };
  /** The report is about a state of the file that this side has not heard of yet, or no longer has. */
  isWaiting: boolean;
  problems: readonly Problem[];
  training: ReadonlySet<string>;
}

/**
 * The problems of datasets that are open in an editor or named in `tuning-fork.json`, on their lines. They are computed in
 * the datasets' workers, one dataset at a time, and again when a dataset, a training file or the configuration changes.
 */
export class DatasetProblems implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('tuningFork.datasets');
  private readonly checked = new Map<string, Checked>();
  private readonly update = new Debounce(QUIET_MS, () => this.checkAll());
  private readonly stale = new Set<string>();
  private turn: Promise<void> = Promise.resolve();
  private readonly disposables: vscode.Disposable[];

  constructor(
    private readonly projects: Projects,
    private readonly lines: DatasetLines,
    private readonly log: Log,
  ) {
    const files = vscode.workspace.createFileSystemWatcher(DATASET_FILES);
    const training = (uri: vscode.Uri): void => this.trainingChanged(uri);
    this.disposables = [
      this.collection,
      this.update,
      files,
      files.onDidCreate(training),
      files.onDidChange(training),
      files.onDidDelete(training),
      vscode.window.tabGroups.onDidChangeTabs(() => this.update.trigger()),
      onDidChangeSettings(() => this.update.trigger()),
      projects.onDidChange(() => {
        for (const key of this.checked.keys()) this.stale.add(key);
        this.update.trigger();
      }),
      projects.onDidChangeDataset(({ uri, info }) => {
        const checked = this.checked.get(uri.toString());
        if (!checked || info.state !== 'ready') return;
        if (info.sha256 !== checked.sha256) this.recheck(uri);
        else if (checked.isWaiting) this.show(uri);
      }),
      lines.onDidChange((uri) => this.show(uri)),
    ];
    void projects.ready.then(() => this.update.trigger());
  }

  dispose(): void {
    for (const { checking } of this.checked.values()) checking.abort();
    for (const disposable of this.disposables) disposable.dispose();
  }

  /** The problems of a file where they stand now. */
  of(uri: vscode.Uri): readonly Problem[] {
    return this.checked.get(uri.toString())?.problems ?? [];
  }

  private recheck(uri: vscode.Uri): void {
    this.stale.add(uri.toString());
    this.update.trigger();
  }

  private trainingChanged(uri: vscode.Uri): void {
    for (const [key, { training }] of this.checked) {
      if (!training.has(uri.fsPath)) continue;
      this.stale.add(key);
      this.update.trigger();
    }
  }

  /** Checks what is new or changed, and takes back what is no longer asked for. */
  private checkAll(): void {
    const wanted = new Map(this.wanted().map((entry) => [entry.uri.toString(), entry]));
    for (const [key, { checking }] of this.checked) {
      if (wanted.has(key)) continue;
      checking.abort();
      this.checked.delete(key);
      this.collection.delete(vscode.Uri.parse(key, true));
    }
    for (const [key, entry] of wanted) {
      const known = this.checked.get(key);
      if (known && !this.stale.has(key)) continue;
      this.stale.delete(key);
      known?.checking.abort();
      const checked = known ?? { checking: new AbortController(), isWaiting: false, problems: [], training: new Set() };
      if (known) known.checking = new AbortController();
      this.checked.set(key, checked);
      const { signal } = checked.checking;
      this.turn = this.turn.then(() => (signal.aborted ? undefined : this.check(entry, checked, signal)));
    }
  }

  private wanted(): DatasetEntry[] {
    if (!settings.checkDatasets) return [];
    const open = openInTabs();
    const entries = this.projects.all.flatMap((project) => project.datasets);
    const isOpen = ({ uri }: DatasetEntry): boolean => open.has(uri.toString());
    const named = entries.filter((entry) => entry.config !== undefined && !isOpen(entry)).slice(0, MOST_NAMED);
    return [...entries.filter(isOpen), ...named];
  }

  /** Never rejects: the next one waits for it. */
  private async check(entry: DatasetEntry, checked: Checked, signal: AbortSignal): Promise<void> {
    try {
      const dataset = await this.projects.open(entry);
      const { sha256 } = await dataset.store.whenReady();
      const request = await requestFor(dataset);
      checked.sha256 = sha256;
      checked.training = new Set(request.training);
      const report = await dataset.store.check(request, { signal });
      if (signal.aborted) return;
      checked.shown = { report, dataset, sha256 };
      this.show(entry.uri);
    } catch (error) {
      // A file that changed meanwhile is checked again; one that cannot be opened says so in the Datasets view.
      if (!(error instanceof HumanError)) this.log.error(error);
      if (!signal.aborted) this.collection.delete(entry.uri);
    }
  }

  /** Shows a report where its rows stand now. */
  private show(uri: vscode.Uri): void {
    const checked = this.checked.get(uri.toString());
    if (!checked?.shown) return;
    const { report, dataset, sha256 } = checked.shown;
    // Until the new report is there, the old problems stay where VS Code has them, and nothing can be fixed.
    checked.isWaiting = dataset.info.sha256 !== sha256;
    if (checked.isWaiting) {
      checked.problems = [];
      return;
    }
    const map = this.lines.mapOf(dataset);
    checked.problems = map ? report.findings.flatMap((finding) => problemOf(finding, uri, map)) : [];
    this.collection.set(uri, [...checked.problems.map(({ diagnostic }) => diagnostic), ...remarks(report)]);
  }
}

async function requestFor(dataset: OpenDataset): Promise<CheckRequest> {
  const contextTokens = contextTokensOf(dataset.project);
  const training = await trainingFilesOf(dataset.project, dataset.uri);
  return {
    training: training.map(({ fsPath }) => fsPath),
    depth: 'problems',
    ...(contextTokens !== undefined && { contextTokens }),
  };
}

/** URIs of the files that have a text editor. */
function openInTabs(): Set<string> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return new Set(
    tabs.flatMap(({ input }) => {
      if (input instanceof vscode.TabInputText) return [input.uri.toString()];
      return input instanceof vscode.TabInputTextDiff ? [input.modified.toString()] : [];
    }),
  );
}

/** A finding as a problem; nothing where its row was edited. */
function problemOf(finding: Finding, uri: vscode.Uri, map: LineMap): Problem[] {
  const { startLine, startColumn, endLine, endColumn } = finding.range;
  const row = finding.line - 1;
  const line = map.currentOf(row, Math.max(row, endColumn === 0 ? endLine - 1 : endLine));
  if (line === undefined) return [];
  const shift = line - row;
  const range = new vscode.Range(startLine + shift, startColumn, endLine + shift, endColumn);
  const diagnostic = new vscode.Diagnostic(range, finding.message, SEVERITIES[finding.severity]);
  diagnostic.source = 'Tuning Fork';
  diagnostic.code = finding.check;
  if (finding.related) diagnostic.relatedInformation = relatedTo(finding.related, uri, map);
  return [{ finding, diagnostic }];
}

function relatedTo(
  { file, line, message }: RelatedRow,
  uri: vscode.Uri,
  map: LineMap,
): vscode.DiagnosticRelatedInformation[] {
  const there = file === undefined ? uri : vscode.Uri.file(file);
  const at = file === undefined ? map.currentOf(line - 1) : line - 1;
  if (at === undefined) return [];
  return [new vscode.DiagnosticRelatedInformation(new vscode.Location(there, new vscode.Position(at, 0)), message)];
}

/** What is said of the file as a whole, on its first line. */
function remarks({ findings, counts, unchecked }: CheckReport): vscode.Diagnostic[] {
  const shown = new Set(findings.map(({ check, row }) => `${check} ${row}`)).size;
  const left = counts.reduce((sum, { rows }) => sum + rows, 0) - shown;
  const more = `${left.toLocaleString('en')} more problems are not listed here. Mend these, save, and the next ones follow.`;
  return [...(left > 0 ? [more] : []), ...unchecked].map((message) => {
    const diagnostic = new vscode.Diagnostic(new vscode.Range(0, 0, 0, 0), message, SEVERITIES.information);
    diagnostic.source = 'Tuning Fork';
    return diagnostic;
  });
}
