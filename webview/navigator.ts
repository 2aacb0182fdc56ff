import type { SampleListItem } from '../src/core/compare/results';
import type { OpenSample } from '../src/protocol/inspector';
import type { ListPages } from './listPages';

/** Milliseconds for which the sample before stays on the page while the next one is fetched: less would flicker. */
const LINGER_MS = 150;

/** The sample that the page shows, or is about to show. */
export interface Shown {
  /** Empty for a row that cannot be used. */
  readonly id: string;
  /** Position in the list; −1 when it is not in the list as filtered. */
  index: number;
  /** Its line in the list, when it was chosen there; the only thing known of a row that cannot be used. */
  item?: SampleListItem | undefined;
  sample?: OpenSample;
  failure?: string;
}

interface NavigatorOptions {
  readonly list: ListPages;
  readonly openSample: (id: string, signal: AbortSignal) => Promise<OpenSample>;
  /** Told when another sample is chosen, before it is here. */
  readonly onChosen: () => void;
  /** Told when what is drawn changes: another sample, or a newer snapshot of it. */
  readonly onDisplayed: (shown: Shown, isAnother: boolean) => void;
  readonly redraw: () => void;
}

/** Moves through the samples. */
export class Navigator {
  /** The chosen sample: the list marks it at once. */
  shown: Shown | undefined;
  /** The sample drawn: the chosen one as soon as it is here, or after a moment. */
  displayed: Shown | undefined;
  private opening = new AbortController();
  private opened: Promise<void> = Promise.resolve();

  constructor(private readonly options: NavigatorOptions) {}

  /** Shows the sample at a position of the list. */
  async goTo(index: number): Promise<void> {
    const { list } = this.options;
    const target = Math.max(0, list.loaded ? Math.min(index, list.total - 1) : index);
    const { signal } = this.interrupt();
    const item = await list.item(target);
    if (signal.aborted || !item) return;
    const next: Shown = { id: item.id, index: target, item };
    if (item.bad === undefined) return this.open(next);
    this.shown = next;
    this.options.onChosen();
    this.display(next);
  }

  /** Moves by a number of samples in the list. */
  async move(by: number): Promise<void> {
    if (this.options.list.total > 0) await this.goTo(Math.max(0, (this.shown?.index ?? -1) + by));
  }

  /** Shows a sample wherever it is in the list. */
  async reveal(id: string): Promise<void> {
    const opening = this.open({ id, index: -1 });
    await this.place();
    await opening;
  }

  /** Finds the chosen sample's position again. */
  async place(): Promise<void> {
    const { shown } = this;
    if (!shown?.id) return;
    shown.index = await this.options.list.locate(shown.id);
    this.options.redraw();
  }

  /** Takes a newer snapshot of the chosen sample. */
  take(sample: OpenSample): void {
    if (this.shown?.id !== sample.detail.id) return;
    this.shown.sample = sample;
    this.display(this.shown);
  }

  /** The list has other contents: the chosen sample may stand elsewhere. */
  listChanged(): void {
    const { shown } = this;
    if (!shown?.id) return;
    const there = shown.index < 0 ? undefined : this.options.list.peek(shown.index);
    if (there?.id === shown.id) shown.item = there;
    else if (there || shown.index < 0) void this.place();
  }

  /** Resolves when the chosen sample is the one drawn: keys pressed in a hurry belong to it. */
  async whenOpen(): Promise<void> {
    let opened;
    do {
      opened = this.opened;
      await opened;
    } while (opened !== this.opened);
  }

  private interrupt(): AbortController {
    this.opening.abort();
    this.opening = new AbortController();
    return this.opening;
  }

  private open(next: Shown): Promise<void> {
    const { signal } = this.interrupt();
    this.shown = next;
    this.options.onChosen();
    const lingering = setTimeout(() => this.display(next), this.displayed ? LINGER_MS : 0);
    this.opened = this.options
      .openSample(next.id, signal)
      .then((sample) => {
        next.sample ??= sample;
      })
      .catch((error: unknown) => {
        next.failure = error instanceof Error ? error.message : String(error);
      })
      .then(() => {
        clearTimeout(lingering);
        if (this.shown === next) this.display(next);
      });
    return this.opened;
  }

  private display(next: Shown): void {
    const isAnother = this.displayed !== next;
    this.displayed = next;
    this.options.onDisplayed(next, isAnother);
  }
}
