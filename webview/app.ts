import { HumanError } from '../src/core/humanError';
import type {
  BlockedAction,
  InspectorHost,
  InspectorPage,
  InspectorState,
  NativeDiffSides,
  OpenSample,
  RunParams,
} from '../src/protocol/inspector';
import type { SampleQuery } from '../src/core/compare/results';
import { Peer, type Remote } from '../src/protocol/rpc';
import { comparisonUnit, comparisonSides } from './diffChoice';
import { DiffRunner } from './diffRunner';
import type { PageHost } from './host';
import { ListPages } from './listPages';
import { Navigator, type Shown } from './navigator';
import { NotesDesk } from './notesDesk';
import { runSentence } from './format';
import { DIFF_SIDES, readSavedState, type DiffSides, type DiffUnit, type SavedState } from './state';

/** Milliseconds after which a call to the extension fails. */
const CALL_TIMEOUT_MS = 30_000;
/** Milliseconds between two announcements of progress. */
const ANNOUNCE_MS = 4000;
/** Milliseconds of silence after which a search starts. */
const SEARCH_PAUSE_MS = 200;

/** The list of a dataset that was not looked at before. */
const FIRST_QUERY: SampleQuery = { text: '', outcomes: [], sort: 'outcome' };

/** The page's state and everything that can be done with it. Views read it; nothing else holds state. */
export class InspectorApp implements InspectorPage {
  state: InspectorState | undefined;
  /** Why nothing can be shown at all. */
  failure: string | undefined;
  /** A sentence about something that did not work, until it is dismissed. */
  problem: string | undefined;
  /** What screen readers are told. */
  announcement = '';
  helpOpen = false;
  addingCategory = false;
  /** Narrow windows only: whether the list is unfolded. */
  listUnfolded = false;
  /** What stands in the search box: the query follows when the typing pauses. */
  searchText: string;
  /** Folds and clipped texts of the open sample that the user opened. */
  readonly unfolded = new Set<string>();

  readonly remote: Remote<InspectorHost>;
  readonly list: ListPages;
  readonly samples: Navigator;
  readonly notes: NotesDesk;
  readonly diffs: DiffRunner;
  private readonly saved: SavedState;
  private sides: DiffSides | undefined;
  private unit: DiffUnit | undefined;
  private lastAnnounced = 0;
  private searching: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: PageHost,
    readonly redraw: () => void,
  ) {
    this.saved = readSavedState(host.getState());
    this.sides = this.saved.sides;
    this.unit = this.saved.unit;
    const served = {
      showState: (state: InspectorState) => this.showState(state),
      showSample: (sample: OpenSample) => this.showSample(sample),
      revealSample: (params: { readonly id: string }) => this.revealSample(params),
      showSamples: (query: Pick<SampleQuery, 'text' | 'outcomes'>) => this.showSamples(query),
    };
    this.remote = new Peer<InspectorPage, InspectorHost>(host, served, { timeoutMs: CALL_TIMEOUT_MS }).remote;
    const { text, outcomes, sort } = this.saved;
    this.searchText = text;
    this.list = new ListPages(
      { text, outcomes, sort },
      (query, signal) => this.remote.listSamples(query, { signal }),
      () => {
        this.samples.listChanged();
        if (!this.shown && this.list.total > 0) void this.samples.goTo(0);
        this.redraw();
      },
    );
    this.samples = new Navigator({
      list: this.list,
      openSample: (id, signal) => this.remote.openSample({ id }, { signal }),
      onChosen: () => {
        void this.notes.flush(this.shown?.id);
        this.changed();
      },
      onDisplayed: (shown, isAnother) => this.displayedChanged(shown, isAnother),
      redraw,
    });
    this.notes = new NotesDesk({
      save: (draft) => this.remote.saveNote(draft),
      reviewer: () => this.state?.reviewer ?? '',
      onChange: () => this.changed(),
      onSaved: (note) => this.takeNote(note),
    });
    this.diffs = new DiffRunner(redraw);
  }

  /** First call, and again after it failed. */
  async start(): Promise<void> {
    this.failure = undefined;
    this.redraw();
    try {
      const sample = this.saved.sample;
      const state = await this.remote.ready(sample === undefined ? {} : { sample });
      await this.showState(state);
      if (state.dataset.error !== undefined) return;
      const isSameDataset = this.saved.dataset === undefined || this.saved.dataset === state.dataset.uri;
      if (isSameDataset) this.notes.restore(this.saved.drafts);
      else this.setQuery(FIRST_QUERY);
      this.list.see(0, 0);
      if (this.shown === undefined) {
        await (isSameDataset && sample !== undefined ? this.samples.reveal(sample) : this.samples.goTo(0));
      }
      await this.notes.flush(this.samples.shown?.id);
    } catch (error) {
      this.failure = sentence(error);
      this.redraw();
    }
  }

  // --- what the extension calls

  async showState(state: InspectorState): Promise<void> {
    const before = this.state;
    this.state = state;
    if (before && before.revision !== state.revision) this.list.refresh();
    if (state.run) this.announceRun(before?.run?.state, state.run.state);
    this.redraw();
    return Promise.resolve();
  }

  async showSample(sample: OpenSample): Promise<void> {
    this.samples.take(sample);
    return Promise.resolve();
  }

  async revealSample({ id }: { readonly id: string }): Promise<void> {
    await this.samples.reveal(id);
  }

  async showSamples({ text, outcomes }: Pick<SampleQuery, 'text' | 'outcomes'>): Promise<void> {
    this.setQuery({ text, outcomes });
    await this.samples.goTo(0);
  }

  // --- moving about

  /** The chosen sample. */
  get shown(): Shown | undefined {
    return this.samples.shown;
  }

  /** The sample drawn. */
  get displayed(): Shown | undefined {
    return this.samples.displayed;
  }

  setQuery(change: Partial<SampleQuery>): void {
    this.list.setQuery({ ...this.list.query, ...change });
    if (change.text !== undefined) {
      clearTimeout(this.searching);
      this.searchText = change.text;
    }
    if (this.shown) this.shown.index = -1;
    this.changed();
    void this.samples.place();
  }

  toggleOutcome(outcome: SampleQuery['outcomes'][number]): void {
    const chosen = this.list.query.outcomes;
    const outcomes = chosen.includes(outcome) ? chosen.filter((each) => each !== outcome) : [...chosen, outcome];
    this.setQuery({ outcomes });
  }

  /** Searches once the typing pauses. */
  searchSoon(text: string): void {
    clearTimeout(this.searching);
    this.searchText = text;
    this.searching = setTimeout(() => this.setQuery({ text }), SEARCH_PAUSE_MS);
  }

  clearFilters(): void {
    this.setQuery({ text: '', outcomes: [] });
  }

  // --- comparing

  /** Which texts are compared now, chosen or fitting. */
  get diffSides(): DiffSides {
    return comparisonSides(this.sides, this.displayed?.sample?.detail);
  }

  /** How they are compared now, chosen or fitting. */
  get diffUnit(): DiffUnit {
    return comparisonUnit(this.unit, this.diffSides, this.displayed?.sample?.detail);
  }

  chooseSides(sides: DiffSides): void {
    this.sides = sides;
    this.changed();
  }

  chooseUnit(unit: DiffUnit): void {
    this.unit = unit;
    this.changed();
  }

  nextSides(): void {
    const next = DIFF_SIDES[(DIFF_SIDES.indexOf(this.diffSides) + 1) % DIFF_SIDES.length] ?? 'off';
    const hasReference = (this.displayed?.sample?.detail.references.length ?? 0) > 0;
    this.chooseSides(next === 'reference' && !hasReference ? 'models' : next);
  }

  // --- doing

  run(params: RunParams): void {
    void this.attempt(this.remote.run(params, { timeoutMs: Infinity }));
  }

  cancelRun(): void {
    void this.attempt(this.remote.cancelRun());
  }

  /** Shows what went wrong, if it does. */
  async attempt<T>(call: Promise<T>): Promise<T | undefined> {
    try {
      return await call;
    } catch (error) {
      if (!(error instanceof HumanError && error.code === 'cancelled')) this.problem = sentence(error);
      this.redraw();
      return undefined;
    }
  }

  openSource(id: string, line?: number): void {
    void this.attempt(this.remote.openSource({ id, ...(line !== undefined && { line }) }));
  }

  openNativeDiff(sides: NativeDiffSides): void {
    if (this.shown?.id) void this.attempt(this.remote.openNativeDiff({ id: this.shown.id, sides }));
  }

  copy(text: string): void {
    void this.attempt(this.remote.copy({ text }).then(() => this.announce('Copied')));
  }

  openReport(): void {
    void this.attempt(this.remote.openReport());
  }

  unblock(action: BlockedAction): void {
    void this.attempt(this.remote.unblock({ action }, { timeoutMs: Infinity }));
  }

  setHelp(open: boolean): void {
    this.helpOpen = open;
    this.redraw();
  }

  setAddingCategory(adding: boolean): void {
    this.addingCategory = adding;
    this.redraw();
  }

  setListUnfolded(unfolded: boolean): void {
    this.listUnfolded = unfolded;
    this.redraw();
  }

  dismissProblem(): void {
    this.problem = undefined;
    this.redraw();
  }

  async addCategory(title: string): Promise<void> {
    this.addingCategory = false;
    this.redraw();
    if (title.trim()) await this.attempt(this.remote.addCategory({ title: title.trim() }));
  }

  announce(text: string): void {
    this.announcement = text;
    this.lastAnnounced = Date.now();
    this.redraw();
  }

  /** Draws, and remembers what a reload needs. */
  changed(): void {
    this.host.setState({
      ...(this.state && { dataset: this.state.dataset.uri }),
      ...(this.shown?.id && { sample: this.shown.id }),
      ...this.list.query,
      ...(this.sides && { sides: this.sides }),
      ...(this.unit && { unit: this.unit }),
      drafts: this.notes.unsaved,
    } satisfies SavedState);
    this.redraw();
  }

  private displayedChanged(shown: Shown, isAnother: boolean): void {
    if (isAnother) {
      this.unfolded.clear();
      this.diffs.clear();
      this.addingCategory = false;
    }
    this.notes.show(shown.id, shown.sample);
    this.redraw();
  }

  private takeNote(note: OpenSample['notes'][number]): void {
    const { displayed } = this;
    const sample = displayed?.sample;
    if (displayed && sample?.detail.id === note.sample) {
      const others = sample.notes.filter(({ reviewer }) => reviewer !== note.reviewer);
      displayed.sample = { ...sample, notes: [...others, note] };
      this.notes.show(note.sample, displayed.sample);
    }
    if (this.state) this.announce(`Saved to ${this.state.notesFile}`);
  }

  private announceRun(before: string | undefined, now: string): void {
    const run = this.state?.run;
    if (!run || (before === now && (now !== 'running' || Date.now() - this.lastAnnounced < ANNOUNCE_MS))) return;
    if (before === undefined && now !== 'running') return;
    this.announce(runSentence(run));
  }
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
