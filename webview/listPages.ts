import type { OutcomeGroup, SampleListItem, SamplePage, SampleQuery } from '../src/core/compare/results';

/** Items in one call. */
const PAGE_SIZE = 100;
/** Pages kept; far more than any window shows. */
const KEPT_PAGES = 60;
/** Milliseconds between two reloads while results come in. */
const REFRESH_MS = 500;

/** Asks the extension for a page. */
export type FetchPage = (
  query: SampleQuery & { readonly offset: number; readonly limit: number; readonly around?: string },
  signal: AbortSignal,
) => Promise<SamplePage>;

interface Page {
  readonly items: readonly SampleListItem[];
  readonly age: number;
}

/** The list of samples as far as it has been looked at: pages of the current query, fetched when they come into view. */
export class ListPages {
  total = 0;
  groups: readonly OutcomeGroup[] = [];
  /** How far a search has come that goes on; absent when the list is whole. */
  searching: SamplePage['searching'];
  /** Why the list could not be read, as a sentence. */
  failure?: string | undefined;
  /** True once the first page of the current query is here. */
  loaded = false;

  private pages = new Map<number, Page>();
  private readonly asked = new Map<number, Promise<void>>();
  private age = 0;
  private seen: readonly [first: number, last: number] = [0, 0];
  private stop = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private current: SampleQuery,
    private readonly fetchPage: FetchPage,
    private readonly onChange: () => void,
  ) {}

  get query(): SampleQuery {
    return this.current;
  }

  /** Starts over with another query. */
  setQuery(query: SampleQuery): void {
    this.current = query;
    this.stop.abort();
    this.stop = new AbortController();
    this.pages.clear();
    this.asked.clear();
    this.loaded = false;
    this.searching = undefined;
    this.see(0, PAGE_SIZE - 1);
  }

  /** The item at a position, when its page is here. */
  peek(index: number): SampleListItem | undefined {
    return this.pages.get(Math.floor(index / PAGE_SIZE))?.items[index % PAGE_SIZE];
  }

  /** Tells which positions are in view; missing and stale pages are fetched. */
  see(first: number, last: number): void {
    this.seen = [first, last];
    for (let page = Math.floor(first / PAGE_SIZE); page <= Math.floor(last / PAGE_SIZE); page++) void this.ask(page);
  }

  /** The item at a position, fetched when need be; undefined past the end or when it cannot be read. */
  async item(index: number): Promise<SampleListItem | undefined> {
    if (!this.peek(index)) await this.ask(Math.floor(index / PAGE_SIZE));
    return this.peek(index);
  }

  /** The position of a sample in the current query, or −1. */
  async locate(id: string): Promise<number> {
    const known = this.find(id);
    if (known >= 0) return known;
    const age = this.age;
    try {
      const answer = await this.fetchPage(
        { ...this.current, offset: 0, limit: PAGE_SIZE, around: id },
        this.stop.signal,
      );
      this.take(answer, age);
    } catch {
      // The list itself reports what is wrong; a sample that cannot be placed is shown all the same.
    }
    return this.find(id);
  }

  /** Results changed: what is in view is fetched again, the rest when it comes into view. */
  refresh(): void {
    this.age++;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.see(...this.seen);
    }, REFRESH_MS);
  }

  private find(id: string): number {
    for (const [number, page] of this.pages) {
      const at = page.items.findIndex((item) => item.id === id);
      if (at >= 0 && page.age === this.age) return number * PAGE_SIZE + at;
    }
    return -1;
  }

  private ask(page: number): Promise<void> {
    const running = this.asked.get(page);
    if (running) return running;
    const isFresh = this.pages.get(page)?.age === this.age;
    if (isFresh || (this.loaded && page > 0 && page * PAGE_SIZE >= this.total)) return Promise.resolve();
    const { signal } = this.stop;
    const age = this.age;
    const asking = this.fetchPage({ ...this.current, offset: page * PAGE_SIZE, limit: PAGE_SIZE }, signal)
      .then((answer) => {
        if (!signal.aborted) this.take(answer, age);
      })
      .catch((error: unknown) => {
        if (signal.aborted) return;
        this.failure = error instanceof Error ? error.message : String(error);
        this.loaded = true;
      })
      .then(() => {
        if (signal.aborted) return;
        this.asked.delete(page);
        this.onChange();
      });
    this.asked.set(page, asking);
    return asking;
  }

  private take(answer: SamplePage, age: number): void {
    this.total = answer.total;
    this.groups = answer.groups;
    this.searching = answer.searching;
    this.failure = undefined;
    this.loaded = true;
    const number = Math.floor(answer.offset / PAGE_SIZE);
    this.pages.delete(number);
    this.pages.set(number, { items: answer.items, age });
    for (const oldest of this.pages.keys()) {
      if (this.pages.size <= KEPT_PAGES) break;
      this.pages.delete(oldest);
    }
  }
}
