import * as vscode from 'vscode';
import type { SampleListItem } from '../core/compare/results';
import { LineMap } from './lineMap';
import type { OpenDataset } from './openDataset';
import type { Projects } from './projects';

/** A row of a dataset in its editor. */
export interface RowInEditor {
  readonly dataset: OpenDataset;
  readonly item: SampleListItem;
  /** Zero-based line of the editor on which the row starts. */
  readonly line: number;
}

/** Where the lines of a file stand in its editor. */
interface Followed {
  /** Since the file was saved; undefined while it is not known: a text that was edited before it was followed. */
  sinceSaved: LineMap | undefined;
  /** Since the state of the file that its dataset has indexed. */
  sinceIndexed: LineMap | undefined;
  /** What `sinceIndexed` was when the file was saved last: undoing everything leads back there. */
  indexedAtSave: LineMap | undefined;
  /** Hash of the indexed state. */
  indexed: string | undefined;
  saving: boolean;
}

/** VS Code tells of a change first and of a text that became dirty by it right after. */
const DIRTY_MS = 100;

/**
 * Brings lines of datasets' editors together with rows of their files. What is known of a file is about the state that was
 * last saved and indexed; lines that were edited since belong to no row until they are saved.
 */
export class DatasetLines implements vscode.Disposable {
  private readonly followed = new Map<string, Followed>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  /** Lines of a file stand elsewhere now. */
  readonly onDidChange = this.changed.event;
  private readonly disposables: vscode.Disposable[];

  constructor(private readonly projects: Projects) {
    const { workspace } = vscode;
    this.disposables = [
      this.changed,
      workspace.onDidChangeTextDocument((event) => this.edited(event)),
      workspace.onWillSaveTextDocument(({ document }) => {
        const followed = this.followed.get(document.uri.toString());
        if (followed) followed.saving = true;
      }),
      workspace.onDidSaveTextDocument(({ uri }) => {
        const followed = this.followed.get(uri.toString());
        if (!followed) return;
        followed.saving = false;
        followed.sinceSaved = LineMap.same;
        followed.indexedAtSave = followed.sinceIndexed;
      }),
      workspace.onDidCloseTextDocument(({ uri }) => this.followed.delete(uri.toString())),
      projects.onDidChangeDataset((dataset) => this.indexed(dataset)),
    ];
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  /** The dataset of an editor; undefined for other files and for one that cannot be opened. */
  async datasetOf(document: vscode.TextDocument): Promise<OpenDataset | undefined> {
    if (document.uri.scheme !== 'file') return undefined;
    await this.projects.ready;
    const entry = this.projects.entryOf(document.uri);
    // What is wrong with a file that cannot be opened stands in the Datasets view.
    return entry && this.projects.open(entry).catch(() => undefined);
  }

  /** Where the lines of a dataset's file stand now; undefined when that is not known. */
  mapOf({ uri, info }: OpenDataset): LineMap | undefined {
    const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
    if (!document) return LineMap.same;
    let followed = this.followed.get(uri.toString());
    if (!followed) {
      const map = document.isDirty ? undefined : LineMap.same;
      followed = { sinceSaved: map, sinceIndexed: map, indexedAtSave: map, indexed: info.sha256, saving: false };
      this.followed.set(uri.toString(), followed);
    }
    return followed.sinceIndexed;
  }

  /**
   * The rows that stand on lines of an editor (zero-based, both inclusive) and are as they were saved. Rows that share a
   * line with others are left out: nobody can point to them.
   */
  async rowsOn(document: vscode.TextDocument, first: number, last: number): Promise<RowInEditor[]> {
    const dataset = await this.datasetOf(document);
    const map = dataset && this.mapOf(dataset);
    const saved = map && map.savedWithin(first, last);
    if (!dataset || !saved) return [];
    const items = await dataset.store.rowsOnLines({ from: saved.first + 1, to: saved.last + 1 }).catch(() => []);
    // Edited or indexed anew meanwhile: who asked is told of the change and asks again.
    if (this.mapOf(dataset) !== map) return [];
    return items.flatMap((item, index) => {
      const line = map.currentOf(item.line - 1);
      const isAlone = items[index - 1]?.line !== item.line && items[index + 1]?.line !== item.line;
      return line === undefined || !isAlone ? [] : [{ dataset, item, line }];
    });
  }

  /** The row to which a line of an editor belongs. */
  async rowAt(document: vscode.TextDocument, line: number): Promise<RowInEditor | undefined> {
    return (await this.rowsOn(document, line, line)).at(-1);
  }

  private edited({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const followed = this.followed.get(document.uri.toString());
    if (!followed) return;
    if (contentChanges.length > 0) {
      followed.sinceSaved = followed.sinceSaved?.edited(contentChanges);
      this.move(document.uri, followed, followed.sinceIndexed?.edited(contentChanges));
      if (!document.isDirty) setTimeout(() => this.readAgain(document), DIRTY_MS);
    } else if (!document.isDirty && !followed.saving) {
      // Everything was undone.
      followed.sinceSaved = LineMap.same;
      this.move(document.uri, followed, followed.indexedAtSave);
    }
  }

  /** A text that changed and is not dirty is the file as it stands on the disk: another program wrote it. */
  private readAgain({ uri, isDirty }: vscode.TextDocument): void {
    const followed = this.followed.get(uri.toString());
    if (!followed || isDirty) return;
    followed.sinceSaved = followed.indexedAtSave = LineMap.same;
    this.move(uri, followed, LineMap.same);
  }

  private move(uri: vscode.Uri, followed: Followed, sinceIndexed: LineMap | undefined): void {
    if (followed.sinceIndexed === sinceIndexed) return;
    followed.sinceIndexed = sinceIndexed;
    this.changed.fire(uri);
  }

  private indexed({ uri, info }: OpenDataset): void {
    const followed = this.followed.get(uri.toString());
    if (!followed || info.state !== 'ready' || info.sha256 === followed.indexed) return;
    followed.indexed = info.sha256;
    followed.sinceIndexed = followed.sinceSaved;
    followed.indexedAtSave = LineMap.same;
    this.changed.fire(uri);
  }
}
