/**
 * The contract between the extension and the inspector page. Read this file first.
 *
 * The page calls `InspectorHost`; the extension calls `InspectorPage`. Pushes are complete snapshots, at most one of a
 * kind per 50 ms, so a page that was hidden or reloaded is right again after one `ready` call.
 */
import type { Category } from '../core/config/config';
import type { ModelRole } from '../core/model/model';
import type { Note, NoteDraft } from '../core/note/note';
import type { RunProgress } from '../core/run/run';
import type { ResultSummary, SampleDetail, SamplePage, SampleQuery } from '../core/compare/results';

/** A model as the page shows it. No key, no header. */
export interface ModelView {
  readonly role: ModelRole;
  readonly model: string;
  readonly endpoint: string;
}

/** Everything the page shows besides the list and the open sample. */
export interface InspectorState {
  readonly dataset: {
    /** The page keeps it in its own state, as `{dataset, sample}`: that is what a panel is restored from after a reload. */
    readonly uri: string;
    readonly name: string;
    /** Workspace-relative path. */
    readonly path: string;
    readonly format: string;
    readonly samples: number;
    readonly badRows: number;
    /** True until every row has been read once. */
    readonly indexing: boolean;
    /** Why the dataset cannot be shown, as a sentence. */
    readonly error?: string;
  };
  readonly models: readonly ModelView[];
  readonly summary: ResultSummary;
  /** The run in progress, or the last one of this window. */
  readonly run?: RunProgress;
  /** When the newest results came in (ISO 8601). */
  readonly lastRun?: string;
  /** What stands in the way of running, as a sentence, and the command that mends it. */
  readonly blocked?: { readonly reason: string; readonly action?: BlockedAction };
  readonly categories: readonly Category[];
  readonly reviewer: string;
  /** File name of the notes, for “Saved to …”. */
  readonly notesFile: string;
  /** Grows with every change of results or rows: list pages of an older revision are stale. */
  readonly revision: number;
}

export type BlockedAction = 'set-up-models' | 'trust-workspace' | 'set-api-key';

/** The open sample with its notes. */
export interface OpenSample {
  readonly detail: SampleDetail;
  /** Notes of all reviewers; the own one, if any, is the one with `InspectorState.reviewer`. */
  readonly notes: readonly Note[];
}

/** What a run takes. */
export interface RunParams {
  /** Sample ids; absent for what is ticked, or all when nothing is. */
  readonly samples?: readonly string[];
  /** Every sample of an outcome. */
  readonly outcome?: string;
  /** False to ask the models again although the answers are known. */
  readonly useCache: boolean;
}

/** Which two texts VS Code's own diff editor shows. */
export type NativeDiffSides = 'base-tuned' | 'reference-base' | 'reference-tuned';

/** Methods the page calls. */
export interface InspectorHost {
  /** First call of every page. `sample` is the one the page showed before it was reloaded. */
  ready(params: { readonly sample?: string }): Promise<InspectorState>;
  /** `around`: when that sample is in the list, the answer is the page that holds it (`offset` is then that page's). */
  listSamples(
    params: SampleQuery & { readonly offset: number; readonly limit: number; readonly around?: string },
  ): Promise<SamplePage>;
  /** Opens a sample; until another is opened its snapshots are pushed to `showSample`. */
  openSample(params: { readonly id: string }): Promise<OpenSample>;
  run(params: RunParams): Promise<void>;
  cancelRun(params: undefined): Promise<void>;
  saveNote(params: NoteDraft): Promise<Note>;
  /** Adds a category to `tuning-fork.json`. */
  addCategory(params: { readonly title: string }): Promise<Category>;
  /** Opens VS Code's own diff editor. */
  openNativeDiff(params: { readonly id: string; readonly sides: NativeDiffSides }): Promise<void>;
  /** Shows the sample's line in the dataset file; `line` is for rows that cannot be used, whose `id` is empty. */
  openSource(params: { readonly id: string; readonly line?: number }): Promise<void>;
  copy(params: { readonly text: string }): Promise<void>;
  unblock(params: { readonly action: BlockedAction }): Promise<void>;
  /** Opens the page that sums the results up. */
  openReport(params: undefined): Promise<void>;
}

/** Methods the extension calls. */
export interface InspectorPage {
  showState(state: InspectorState): Promise<void>;
  /** A newer snapshot of the open sample (streaming text included). */
  showSample(sample: OpenSample): Promise<void>;
  /** Opens a sample because it was chosen elsewhere. */
  revealSample(params: { readonly id: string }): Promise<void>;
  /** Lists some samples because they were chosen elsewhere, and opens the first. */
  showSamples(params: Pick<SampleQuery, 'text' | 'outcomes'>): Promise<void>;
}
